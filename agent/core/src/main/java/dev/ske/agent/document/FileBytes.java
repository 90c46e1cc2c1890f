package dev.ske.agent.document;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a file holds, by way of {@code java.io}. The JDK's first file channel, which is also below every method of {@link
 * Files} that hands out content, loads the native network library, and that reads {@code java.net.preferIPv4Stack} once: the
 * program could not set it in {@code main} any more.
 */
public final class FileBytes {
    /**
     * Opens a file for reading, and says as {@link Files} does why it cannot be.
     *
     * @throws NoSuchFileException if it is not there
     * @throws AccessDeniedException if this process may not read it
     */
    public static RandomAccessFile open(Path file) throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), "r");
        } catch (IOException anything) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            if (!Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            throw anything;
        }
    }

    /**
     * The first bytes of a file, all if it has no more than {@code most}; a size that /proc hides does not matter. It is not
     * asked of the open file: 8 seeks to the end for that, which much of /proc refuses.
     */
    public static byte[] read(Path file, int most) throws IOException {
        try (RandomAccessFile in = open(file)) {
            byte[] bytes = new byte[(int) Math.min(file.toFile().length(), most)];
            int length = 0;
            while (true) {
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return Arrays.copyOf(bytes, length);
                }
                length += read;
                if (length == bytes.length) {
                    int next = length == most ? -1 : in.read();
                    if (next < 0) {
                        return bytes;
                    }
                    bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length + 512, most));
                    bytes[length++] = (byte) next;
                }
            }
        }
    }

    /**
     * Reads on until {@code into} is full or the file ends, without a copy on the heap or in a buffer of the JDK: every byte
     * is a call of the system of its own, of about 0.2 microseconds (8, 17, 25 and 28-ea, Linux).
     */
    public static void readSecret(RandomAccessFile in, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            into.put((byte) next);
        }
    }

    private FileBytes() {}
}

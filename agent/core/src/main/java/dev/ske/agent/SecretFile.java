package dev.ske.agent;

import dev.ske.agent.document.FileBytes;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Scratch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of a folder of secrets, plain or encrypted, read into memory outside the heap; a newline at its end is none of it.
 *
 * <p>Up to 64 KiB are read byte by byte, see {@link FileBytes}. A larger one would take too long so (3 s for 16 MiB) and is
 * read through a file channel, and the program cannot set {@code java.net.preferIPv4Stack} in {@code main} any more.
 */
final class SecretFile {
    private static final int LARGEST = 16 << 20;

    /** Bytes, read in about 15 ms (8, 17 and 25). */
    private static final int SMALL = 64 << 10;

    private final ByteBuffer content;
    private final int length;

    private SecretFile(ByteBuffer content, int length) {
        this.content = content;
        this.length = length;
    }

    /**
     * Reads the file; its content stands at 0 in {@code scratch}.
     *
     * @throws Failure DOCUMENT_MISSING, DOCUMENT_MALFORMED with the reason alone
     */
    static SecretFile read(Path file, Scratch scratch) {
        try {
            // A name that the locale's charset cannot say, as one of a listing may be, is none that java.io finds.
            ByteBuffer content = Files.size(file) <= SMALL && file.toFile().exists()
                    ? byteByByte(file, scratch)
                    : throughChannel(file, scratch);
            if (!content.hasRemaining()) {
                throw new Failure(Code.DOCUMENT_MALFORMED, "the file grew while it was read");
            }
            return new SecretFile(content, withoutNewline(content, content.position()));
        } catch (IOException unreadable) {
            throw new Failure(Code.DOCUMENT_MISSING, "the file cannot be read", "may this user read it?");
        }
    }

    private static ByteBuffer byteByByte(Path file, Scratch scratch) throws IOException {
        try (RandomAccessFile in = FileBytes.open(file)) {
            ByteBuffer into = room(in.length(), scratch);
            FileBytes.readSecret(in, into);
            return into;
        }
    }

    private static ByteBuffer throughChannel(Path file, Scratch scratch) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer into = room(channel.size(), scratch);
            while (into.hasRemaining() && channel.read(into) >= 0) {
                // a read may give less than there is
            }
            return into;
        }
    }

    /** One byte more than the file has, so that its end is seen. */
    private static ByteBuffer room(long size, Scratch scratch) {
        if (size > LARGEST) {
            throw new Failure(Code.DOCUMENT_MALFORMED, "the file is larger than 16 MiB");
        }
        ByteBuffer room = scratch.buffer((int) size + 1).duplicate();
        room.position(0);
        room.limit((int) size + 1);
        return room;
    }

    private static int withoutNewline(ByteBuffer content, int length) {
        if (length == 0 || content.get(length - 1) != '\n') {
            return length;
        }
        return length - (length > 1 && content.get(length - 2) == '\r' ? 2 : 1);
    }

    int length() {
        return length;
    }

    /** The content if it is encrypted; null if it is the secret itself, which becomes no String. */
    @Nullable
    String ciphertext() {
        if (EncryptedValue.isPlain(new Latin1(content, 0, length))) {
            return null;
        }
        byte[] value = new byte[length];
        for (int i = 0; i < length; i++) {
            value[i] = content.get(i);
        }
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    /** Bytes outside the heap, looked at as characters one by one. */
    private static final class Latin1 implements CharSequence {
        private final ByteBuffer bytes;
        private final int from;
        private final int length;

        Latin1(ByteBuffer bytes, int from, int length) {
            this.bytes = bytes;
            this.from = from;
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            return (char) (bytes.get(from + index) & 0xFF);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Latin1(bytes, from + start, end - start);
        }

        @Override
        public String toString() {
            return "redacted";
        }
    }
}

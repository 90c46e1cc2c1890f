package dev.ske.agent;

import dev.ske.agent.document.FileBytes;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.Zeros;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of a folder of secrets, plain or encrypted; a newline at its end is none of it. It is read where and when it is
 * wanted, straight into protected memory, and never whole if it is the secret itself.
 *
 * <p>Up to 64 KiB are read byte by byte, see {@link FileBytes}. A larger one would take too long so (3 s for 16 MiB) and is
 * read through a file channel, and the program cannot set {@code java.net.preferIPv4Stack} in {@code main} any more.
 */
final class SecretFile implements Plaintext {
    /** Bytes of memory through which a file is looked at. */
    static final int WINDOW = 256;

    private static final int LARGEST = 16 << 20;

    /** Bytes, read in about 15 ms (8, 17 and 25). */
    private static final int SMALL = 64 << 10;

    private final Path path;
    private final FileTime changed;
    private final @Nullable RandomAccessFile small;
    private final @Nullable FileChannel large;
    private final int size;
    private final ByteBuffer window;
    private int windowAt;
    private int windowLength;
    private int length;

    private SecretFile(Path path, ByteBuffer window) throws IOException {
        this.path = path;
        this.window = window;
        changed = Files.getLastModifiedTime(path);
        // A name that the locale's charset cannot say, as one of a listing may be, is none that java.io finds.
        boolean byteByByte = Files.size(path) <= SMALL && path.toFile().exists();
        small = byteByByte ? FileBytes.open(path) : null;
        large = byteByByte ? null : FileChannel.open(path, StandardOpenOption.READ);
        long there = size();
        if (there > LARGEST) {
            close();
            throw new Failure(Code.DOCUMENT_MALFORMED, "the file is larger than 16 MiB");
        }
        size = (int) there;
        length = size;
    }

    /**
     * Opens the file, which is the caller's to close.
     *
     * @param window {@link #WINDOW} bytes, which are of no use to anybody else meanwhile and are wiped
     * @throws Failure DOCUMENT_MISSING, DOCUMENT_MALFORMED with the reason alone
     */
    static SecretFile open(Path file, SecretMemory.Region window) {
        try {
            SecretFile opened = new SecretFile(file, window.bytes());
            opened.length = opened.withoutNewline();
            return opened;
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    private long size() throws IOException {
        return small != null ? small.length() : large != null ? large.size() : 0;
    }

    private int withoutNewline() {
        try {
            if (size == 0 || byteAt(size - 1) != '\n') {
                return size;
            }
            return size - (size > 1 && byteAt(size - 2) == '\r' ? 2 : 1);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** When the file was last changed, and its size: what tells whether it is still the same. */
    Object stamp() {
        return Arrays.asList(changed, size);
    }

    /** Without the newline. */
    @Override
    public int length() {
        return length;
    }

    /** @throws Failure DOCUMENT_MISSING, and DOCUMENT_MALFORMED if the file changes while it is read */
    @Override
    public void read(int from, int count, ByteBuffer into, int at) {
        Plaintext.check(from, count, length);
        fetch(from, count, into, at);
        if (from + count == length) {
            requireUnchanged();
        }
    }

    private void fetch(int from, int count, ByteBuffer into, int at) {
        ByteBuffer place = into.duplicate();
        place.limit(at + count).position(at);
        try {
            if (small != null) {
                small.seek(from);
                FileBytes.readSecret(small, place);
            }
            for (int read = 0; large != null && read >= 0 && place.hasRemaining(); ) {
                read = large.read(place, from + (long) place.position() - at);
            }
        } catch (IOException failed) {
            throw unreadable();
        }
        if (place.hasRemaining()) {
            throw changed();
        }
    }

    private void requireUnchanged() {
        try {
            if (size() != size || !Files.getLastModifiedTime(path).equals(changed)) {
                throw changed();
            }
        } catch (IOException failed) {
            throw unreadable();
        }
    }

    /** The content if it is encrypted; null if it is the secret itself, which becomes no String. */
    @Nullable
    String ciphertext() {
        if (EncryptedValue.isPlain(new Latin1(0, length))) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(length);
        for (int done = 0; done < length; done += WINDOW) {
            int piece = Math.min(WINDOW, length - done);
            read(done, piece, window, 0);
            for (int i = 0; i < piece; i++) {
                value.put(window.get(i));
            }
        }
        windowLength = 0;
        return new String(value.array(), StandardCharsets.ISO_8859_1);
    }

    private int byteAt(int index) {
        if (index < windowAt || index >= windowAt + windowLength) {
            windowLength = 0;
            windowAt = index == size - 1 ? Math.max(0, size - WINDOW) : index;
            int there = Math.min(WINDOW, size - windowAt);
            fetch(windowAt, there, window, 0);
            windowLength = there;
        }
        return window.get(index - windowAt) & 0xFF;
    }

    @Override
    public void close() {
        windowLength = 0;
        Zeros.over(window, 0, WINDOW);
        try {
            if (small != null) {
                small.close();
            }
            if (large != null) {
                large.close();
            }
        } catch (IOException ofNoInterest) {
            // it was only read
        }
    }

    private static Failure changed() {
        return new Failure(Code.DOCUMENT_MALFORMED, "the file changed while it was read");
    }

    private static Failure unreadable() {
        return new Failure(Code.DOCUMENT_MISSING, "the file cannot be read", "may this user read it?");
    }

    /** The file, looked at as characters one by one. */
    private final class Latin1 implements CharSequence {
        private final int from;
        private final int length;

        Latin1(int from, int length) {
            this.from = from;
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            return (char) byteAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Latin1(from + start, end - start);
        }

        @Override
        public String toString() {
            return "redacted";
        }
    }
}

package dev.ske.agent.audit;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Whole lines at the end of a file, which is put aside when it has its size: FILE becomes FILE.1, that had become FILE.2
 * before, and so on. For one thread.
 */
final class AuditFile implements Closeable {
    private final AuditTarget target;
    private final long maxBytes;
    private final int keep;
    private final byte[] buffer = new byte[64 * 1024];
    private int buffered;
    private int linesBuffered;
    private int pending;
    private @Nullable FileOutputStream out;
    private long size;
    private boolean cut;

    /**
     * Opens the file, or makes it.
     *
     * @param keep how many files that were put aside there may be; 0: the file is begun anew
     */
    AuditFile(AuditTarget target, long maxBytes, int keep) throws IOException {
        this.target = target;
        this.maxBytes = maxBytes;
        this.keep = keep;
        out = target.open();
        if (target.regular()) {
            size = target.length();
            cut = size > 0 && target.lastByte() != '\n'; // a crash came in between
        }
    }

    /** Into a buffer; {@code line} has its end. After a failure {@link #lost} is to be asked. */
    void add(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        pending++;
        if (target.regular() && size + buffered > 0 && size + buffered + bytes.length > maxBytes) {
            flush();
            makeRoom(bytes.length);
        }
        if (buffered + bytes.length > buffer.length) {
            flush();
        }
        if (bytes.length > buffer.length) {
            write(bytes, bytes.length);
            pending--;
        } else {
            System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
            buffered += bytes.length;
            linesBuffered++;
        }
    }

    void flush() throws IOException {
        if (buffered > 0) {
            write(buffer, buffered);
            pending -= linesBuffered;
            buffered = 0;
            linesBuffered = 0;
        }
    }

    /** After a failure: how many lines were given and are not in the file. They will not be. */
    int lost() {
        int lost = pending;
        pending = 0;
        buffered = 0;
        linesBuffered = 0;
        return lost;
    }

    private void write(byte[] bytes, int length) throws IOException {
        FileOutputStream stream = stream();
        if (cut) {
            stream.write('\n');
            size++;
            cut = false;
        }
        try {
            stream.write(bytes, 0, length);
            size += length;
        } catch (IOException failed) {
            halfWritten(bytes, length);
            throw failed;
        }
    }

    /** A disk that is full takes what fits: the lines that are whole count, and the next one begins on a line of its own. */
    private void halfWritten(byte[] bytes, int length) {
        if (!target.regular()) {
            cut = true;
            return;
        }
        long now = target.length();
        long written = Math.min(now - size, length);
        for (int i = 0; i < written; i++) {
            pending -= bytes[i] == '\n' ? 1 : 0;
        }
        cut = written > 0 && bytes[(int) written - 1] != '\n';
        size = now;
    }

    private FileOutputStream stream() throws IOException {
        FileOutputStream stream = out;
        if (stream == null) {
            stream = target.open();
            out = stream;
            size = target.regular() ? target.length() : 0;
        }
        return stream;
    }

    /**
     * Puts the file aside, unless somebody else has renamed or emptied it meanwhile, as logrotate does.
     *
     * @param length of the next line
     */
    private void makeRoom(int length) throws IOException {
        boolean there = target.there();
        size = target.length();
        if (there && (size == 0 || size + length <= maxBytes)) {
            return;
        }
        close();
        if (there && keep == 0) {
            new FileOutputStream(target.path().toFile()).close();
        } else if (there) {
            putAside();
        }
        stream();
    }

    /** From the oldest on, by renames: after a crash in between one number is free, and the next time is as if it had never been. */
    private void putAside() throws IOException {
        int free = 1;
        while (free < keep && Files.exists(numbered(free), LinkOption.NOFOLLOW_LINKS)) {
            free++;
        }
        for (int number = free; number > 1; number--) {
            Files.move(numbered(number - 1), numbered(number), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(target.path(), numbered(1), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path numbered(int number) {
        return target.path().resolveSibling(target.path().getFileName() + "." + number);
    }

    /** What is in the buffer is not written. */
    @Override
    public void close() throws IOException {
        FileOutputStream stream = out;
        out = null;
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public String toString() {
        return target.path().toString();
    }
}

package dev.ske.agent;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is an entry of another and is read where it lies. The thousands of classes that only work with AWS KMS needs
 * stand in one, so that no other start pays for their names: the JVM and the JDK read an agent's whole directory. The
 * entry is stored, so skipping in it costs nothing. Format: APPNOTE.TXT of PKWARE, 4.3; no ZIP64, no comment.
 */
final class InnerJar {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int DIRECTORY_HEADER = 46;
    private static final int LOCAL_HEADER = 30;

    private final ZipFile outer;
    private final ZipEntry place;
    private final byte[] directory;
    /** Where an entry's header stands in {@link #directory}. */
    private final Map<String, Integer> headers;

    /** Reads the directory of the jar that is the outer jar's entry of this name. */
    InnerJar(ZipFile outer, String name) throws IOException {
        ZipEntry entry = outer.getEntry(name);
        if (entry == null) {
            throw new ZipException("no inner jar");
        }
        this.outer = outer;
        place = entry;
        byte[] end = bytes(entry.getSize() - END_LENGTH, END_LENGTH);
        if (int32(end, 0) != END) {
            throw new ZipException("no end of directory");
        }
        directory = bytes(int32(end, 16), int32(end, 12));
        int count = int16(end, 10);
        headers = new HashMap<>(count * 2);
        for (int i = 0, at = 0; i < count; i++) {
            int length = int16(directory, at + 28);
            headers.put(new String(directory, at + DIRECTORY_HEADER, length, StandardCharsets.UTF_8), at);
            at += DIRECTORY_HEADER + length + int16(directory, at + 30) + int16(directory, at + 32);
        }
    }

    boolean has(String name) {
        return headers.containsKey(name);
    }

    /** The content of an entry; null if there is none of this name. From any thread. */
    byte @Nullable [] read(String name) throws IOException {
        Integer header = headers.get(name);
        if (header == null) {
            return null;
        }
        int packed = int32(directory, header + 20);
        byte[] content = new byte[int32(directory, header + 24)];
        long start = int32(directory, header + 42);
        try (InputStream in = outer.getInputStream(place)) {
            skip(in, start);
            byte[] local = new byte[LOCAL_HEADER];
            DataInputStream data = new DataInputStream(in);
            data.readFully(local);
            skip(in, int16(local, 26) + int16(local, 28));
            boolean stored = int16(directory, header + 10) == ZipEntry.STORED;
            byte[] raw = stored ? content : new byte[packed];
            data.readFully(raw);
            if (!stored) {
                inflate(raw, content);
            }
        }
        return content;
    }

    private static void inflate(byte[] raw, byte[] content) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(raw);
            int done = 0;
            while (done < content.length) {
                int some = inflater.inflate(content, done, content.length - done);
                if (some == 0) {
                    throw new EOFException();
                }
                done += some;
            }
        } catch (DataFormatException damaged) {
            throw new ZipException("damaged entry");
        } finally {
            inflater.end();
        }
    }

    private byte[] bytes(long start, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = outer.getInputStream(place)) {
            skip(in, start);
            new DataInputStream(in).readFully(bytes);
        }
        return bytes;
    }

    private static void skip(InputStream in, long count) throws IOException {
        for (long left = count; left > 0; ) {
            long some = in.skip(left);
            if (some <= 0) {
                throw new EOFException();
            }
            left -= some;
        }
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }
}

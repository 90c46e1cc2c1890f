package dev.ske.agent;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is an entry of another and is read where it lies, or as a whole. The thousands of classes that only work with AWS
 * KMS needs stand in one, so that no other start pays for their names: the JVM and the JDK read an agent's whole directory. The
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

    /**
     * By the hash of a name, where the header of the first entry that has it stands in {@link #directory}, plus 1; and at each of
     * them the same for the next one. A map of all names would take longer to make than a start saves by all of this.
     */
    private final int[] first;

    private final int[] next;

    /** All of it, while there is memory to spare: the JDK's way to an entry costs each class of a start more than all of this. */
    private final SoftReference<byte @Nullable []> whole;

    /**
     * Reads the directory of the jar that is the outer jar's entry of this name.
     *
     * @param atOnce whether most of it will be wanted soon, so that all of it is read in one go
     */
    InnerJar(ZipFile outer, String name, boolean atOnce) throws IOException {
        ZipEntry entry = outer.getEntry(name);
        if (entry == null) {
            throw new ZipException("no inner jar");
        }
        this.outer = outer;
        place = entry;
        byte[] all = atOnce ? bytes(0, (int) entry.getSize()) : null;
        whole = new SoftReference<>(all);
        byte[] end = bytes(entry.getSize() - END_LENGTH, END_LENGTH);
        if (int32(end, 0) != END) {
            throw new ZipException("no end of directory");
        }
        directory = bytes(int32(end, 16), int32(end, 12));
        int count = int16(end, 10);
        first = new int[Integer.highestOneBit(count | 1) * 4];
        next = new int[directory.length / DIRECTORY_HEADER + 1];
        for (int i = 0, at = 0; i < count; i++) {
            int length = int16(directory, at + 28);
            int slot = slot(directory, at + DIRECTORY_HEADER, length);
            next[at / DIRECTORY_HEADER] = first[slot];
            first[slot] = at + 1;
            at += DIRECTORY_HEADER + length + int16(directory, at + 30) + int16(directory, at + 32);
        }
    }

    /** By some bytes of the end, before {@code .class}: a start's code is not compiled yet, and long names begin alike. */
    private int slot(byte[] name, int from, int length) {
        int hash = length;
        for (int back = 7, step = 1; back <= length && step < 8; back += step++) {
            hash = hash * 31 + name[from + length - back];
        }
        return (hash ^ (hash >>> 15)) & (first.length - 1);
    }

    /** Where the entry's header stands; -1: there is none. */
    private int header(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int after = first[slot(wanted, 0, wanted.length)];
        while (after > 0 && !is(wanted, after - 1)) {
            after = next[(after - 1) / DIRECTORY_HEADER];
        }
        return after - 1;
    }

    private boolean is(byte[] wanted, int header) {
        int left = wanted.length;
        if (int16(directory, header + 28) != left) {
            return false;
        }
        int begin = header + DIRECTORY_HEADER;
        while (left > 0 && wanted[left - 1] == directory[begin + left - 1]) {
            left--;
        }
        return left == 0;
    }

    boolean has(String name) {
        return header(name) >= 0;
    }

    /** The content of an entry; null if there is none of this name. From any thread. */
    byte @Nullable [] read(String name) throws IOException {
        int header = header(name);
        if (header < 0) {
            return null;
        }
        int start = int32(directory, header + 42);
        int packed = int32(directory, header + 20);
        boolean stored = int16(directory, header + 10) == ZipEntry.STORED;
        byte[] all = whole.get();
        byte[] raw = all == null ? raw(start, packed) : raw(all, start, packed);
        if (stored) {
            return raw;
        }
        byte[] content = new byte[int32(directory, header + 24)];
        inflate(raw, content);
        return content;
    }

    private byte[] raw(int start, int length) throws IOException {
        byte[] raw = new byte[length];
        try (InputStream in = outer.getInputStream(place)) {
            skip(in, start);
            byte[] local = new byte[LOCAL_HEADER];
            DataInputStream data = new DataInputStream(in);
            data.readFully(local);
            skip(in, int16(local, 26) + int16(local, 28));
            data.readFully(raw);
        }
        return raw;
    }

    private static byte[] raw(byte[] all, int start, int length) {
        int from = start + LOCAL_HEADER + int16(all, start + 26) + int16(all, start + 28);
        return Arrays.copyOfRange(all, from, from + length);
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

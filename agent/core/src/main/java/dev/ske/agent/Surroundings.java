package dev.ske.agent;

import dev.ske.agent.document.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;

/**
 * What others see of this process: its environment, its system properties and its command line. Every fourth piece of five
 * bytes is indexed, one of which any 8 bytes in a row contain: that takes a start less than an index of all, and 10,000 values
 * four steps each.
 */
final class Surroundings {
    private static final int STEP = 4;
    private static final int PIECE = 5;

    /** More than a kernel gives to a command line. */
    private static final int MOST = 8 << 20;

    private static final String COMMAND_LINE = "on the command line";

    private byte[] bytes = new byte[16 << 10];
    private int length;

    /** Where each text begins in {@link #bytes}, and what it is; a last one stands for the end. */
    private int[] begins = new int[128];

    private String[] places = new String[128];
    private int texts;

    /** By the hash of a piece, the first position that has it, plus 1; and the next one for each. */
    private int[] first = {};

    private int[] next = {};

    /** Of this process, as it is now. */
    static Surroundings of(Map<String, String> environment) {
        Surroundings all = new Surroundings();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            all.add(InClear.variable(variable.getKey()), variable.getValue());
        }
        Properties properties = System.getProperties();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            if (value != null) {
                all.add(name.equals("sun.java.command") ? COMMAND_LINE : "in the system property " + name, value);
            }
        }
        all.addCommandLine();
        all.index();
        return all;
    }

    private void addCommandLine() {
        byte[] line;
        try {
            line = FileBytes.read(Paths.get("/proc/self/cmdline"), MOST);
        } catch (IOException notHere) {
            return; // sun.java.command has what follows the JVM's own options
        }
        int from = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                add(COMMAND_LINE, line, from, i);
                from = i + 1;
            }
        }
        add(COMMAND_LINE, line, from, line.length);
    }

    void add(String place, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        add(place, encoded, 0, encoded.length);
    }

    private void add(String place, byte[] text, int from, int to) {
        int size = to - from;
        if (size < STEP || length + size > MOST || known(text, from, size)) {
            return;
        }
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        if (texts + 1 == begins.length) {
            begins = Arrays.copyOf(begins, 2 * texts);
            places = Arrays.copyOf(places, 2 * texts);
        }
        System.arraycopy(text, from, bytes, length, size);
        places[texts++] = place;
        length += size;
        begins[texts] = length;
    }

    /** A long class path stands in several places. */
    private boolean known(byte[] text, int from, int size) {
        for (int i = 0; i < texts && size > 64; i++) {
            if (begins[i + 1] - begins[i] == size) {
                int at = 0;
                while (at < size && bytes[begins[i] + at] == text[from + at]) {
                    at++;
                }
                if (at == size) {
                    return true;
                }
            }
        }
        return false;
    }

    void index() {
        first = new int[Math.max(16, Integer.highestOneBit(length) / STEP * 4)];
        next = new int[length / STEP + 1];
        // From the last to the first, so that what stands first is found first.
        for (int at = (length - PIECE) / STEP * STEP; at >= 0; at -= STEP) {
            int word = ((bytes[at] & 0xff) << 24)
                    | ((bytes[at + 1] & 0xff) << 16)
                    | ((bytes[at + 2] & 0xff) << 8)
                    | (bytes[at + 3] & 0xff);
            int slot = slot(word, bytes[at + 4]);
            next[at / STEP] = first[slot];
            first[slot] = at + 1;
        }
    }

    private int slot(int word, byte last) {
        int hash = (word * 31 + last) * 0x9E3779B9;
        return (hash ^ (hash >>> 16)) & (first.length - 1);
    }

    /**
     * Where a value of 8 bytes or more may stand, by its first piece.
     *
     * @param whole its length
     * @param piece its first {@code count} bytes, 8 or more of them unless it is not looked for, at {@code at}
     */
    int[] starts(int whole, ByteBuffer piece, int at, int count) {
        int[] starts = {};
        int found = 0;
        if (count < STEP + PIECE - 1) {
            return starts;
        }
        long eight = piece.getLong(at);
        for (int shift = 0; shift < STEP; shift++) {
            int slot = slot((int) (eight >>> (32 - 8 * shift)), (byte) (eight >>> (24 - 8 * shift)));
            for (int position = first[slot]; position > 0; position = next[(position - 1) / STEP]) {
                int start = position - 1 - shift;
                if (start >= 0 && start + whole <= length && is(start, piece, at, count) && inOne(start, whole)) {
                    if (found == starts.length) {
                        starts = Arrays.copyOf(starts, Math.max(4, 2 * found));
                    }
                    starts[found++] = start;
                }
            }
        }
        return found == starts.length ? starts : Arrays.copyOf(starts, found);
    }

    /** Whether these bytes stand there; they do not reach past the end. */
    boolean is(int start, ByteBuffer piece, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[start + i] != piece.get(at + i)) {
                return false;
            }
        }
        return true;
    }

    private boolean inOne(int start, int size) {
        return start + size <= begins[text(start) + 1];
    }

    /** Where a text begins that is these bytes and no more; -1: none is. */
    int whole(ByteBuffer value, int at, int count) {
        for (int i = 0; i < texts; i++) {
            int begin = begins[i];
            if (begins[i + 1] - begin == count && is(begin, value, at, count)) {
                return begin;
            }
        }
        return -1;
    }

    /** What that place is called. */
    String place(int start) {
        return places[text(start)];
    }

    private int text(int start) {
        int text = Arrays.binarySearch(begins, 0, texts, start);
        return text < 0 ? -text - 2 : text;
    }
}

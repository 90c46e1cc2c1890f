package dev.ske.it.leak;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts all forms of all needles in one pass, by a filter on a hash of four bytes, which nearly every position of a
 * memory fails. The four bytes are the most varied ones of a form, so that zeros, of which memories are full, pass it
 * for none.
 */
public final class Search {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_BITS = 16;
    private static final int CHUNK = 1 << 20;

    private final List<Needle> needles;
    private final List<byte[]> patterns = new ArrayList<>();
    private final List<Integer> anchors = new ArrayList<>();
    private final List<Map<Needle, String>> owners = new ArrayList<>();
    private final long[] filter = new long[1 << (HASH_BITS - 6)];
    private final int[][] byHash = new int[1 << HASH_BITS][];
    private final int longest;

    private Search(List<Needle> needles) {
        this.needles = needles;
        Map<ByteBuffer, Integer> numbers = new LinkedHashMap<>();
        for (Needle needle : needles) {
            for (Needle.Form form : needle.forms()) {
                int number = numbers.computeIfAbsent(ByteBuffer.wrap(form.bytes()), bytes -> add(form.bytes()));
                owners.get(number).merge(needle, form.name(), (one, other) -> one + " = " + other);
            }
        }
        this.longest = patterns.stream().mapToInt(bytes -> bytes.length).max().orElse(Needle.SHORTEST);
    }

    public static Search of(Needle... needles) {
        return of(List.of(needles));
    }

    public static Search of(List<Needle> needles) {
        return new Search(List.copyOf(needles));
    }

    public List<Needle> needles() {
        return needles;
    }

    public Findings bytes(byte[] bytes) {
        return stream(new ByteArrayInputStream(bytes));
    }

    public Findings text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Findings file(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return stream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Findings stream(InputStream in) {
        Findings found = nothing();
        Window window = window(found);
        try {
            for (int count = in.read(window.bytes, window.filled, window.room());
                    count >= 0;
                    count = in.read(window.bytes, window.filled, window.room())) {
                window.scan(count);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The memory of a process as root, or its owner, reads it: {@code /proc/PID/mem} of every mapping, also of those
     * that the process itself must not read. What the kernel refuses is noted.
     */
    public Findings memory(long pid) {
        return new ProcessMemory(pid).search(this);
    }

    Findings nothing() {
        return new Findings(this, patterns.size());
    }

    Window window(Findings found) {
        return new Window(found);
    }

    /** Null where the pattern is none of the needle's. */
    String formOf(int pattern, Needle needle) {
        return owners.get(pattern).get(needle);
    }

    private int add(byte[] bytes) {
        int number = patterns.size();
        patterns.add(bytes);
        owners.add(new LinkedHashMap<>());
        int anchor = mostVaried(bytes);
        anchors.add(anchor);
        int hash = hash((int) INT.get(bytes, anchor));
        filter[hash >>> 6] |= 1L << hash;
        int[] same = byHash[hash] == null ? new int[0] : byHash[hash];
        byHash[hash] = Arrays.copyOf(same, same.length + 1);
        byHash[hash][same.length] = number;
        return number;
    }

    private static int mostVaried(byte[] bytes) {
        int best = 0;
        long most = 0;
        for (int at = 0; at <= bytes.length - 4; at++) {
            long different =
                    IntStream.range(at, at + 4).map(i -> bytes[i]).distinct().count();
            if (different > most) {
                most = different;
                best = at;
            }
        }
        return best;
    }

    private static int hash(int word) {
        return (word * 0x9E3779B1) >>> (32 - HASH_BITS);
    }

    /** A piece of what is read, with as much of the piece before it as a pattern across both needs. */
    final class Window {
        final byte[] bytes = new byte[longest + CHUNK];
        private final Findings found;
        int filled;

        private Window(Findings found) {
            this.found = found;
        }

        int room() {
            return bytes.length - filled;
        }

        /** Forgets what came before: what follows does not adjoin it. */
        void gap() {
            filled = 0;
        }

        /** Searches the {@code count} bytes that were put at {@code filled}. */
        void scan(int count) {
            int before = filled;
            int end = filled + count;
            for (int i = 0; i <= end - 4; i++) {
                if (i <= end - 8 && (long) LONG.get(bytes, i) == 0) {
                    i += 4; // nothing but zeros begins at these five
                    continue;
                }
                int hash = hash((int) INT.get(bytes, i));
                if ((filter[hash >>> 6] & 1L << hash) != 0) {
                    compare(hash, i, before, end);
                }
            }
            found.read(count);
            filled = Math.min(end, longest - 1);
            System.arraycopy(bytes, end - filled, bytes, 0, filled);
        }

        private void compare(int hash, int anchored, int before, int end) {
            for (int number : byHash[hash]) {
                byte[] pattern = patterns.get(number);
                int at = anchored - anchors.get(number);
                int to = at + pattern.length;
                // One that ends before the new bytes was counted with the piece before.
                if (at >= 0 && to > before && to <= end && Arrays.equals(bytes, at, to, pattern, 0, pattern.length)) {
                    found.hit(number);
                }
            }
        }
    }
}

package dev.ske.agent;

import java.util.Arrays;

/** How long the parts of a start, or of a refresh, took; they follow on each other. One thread at a time. */
final class Phases {
    private String[] names = new String[6];
    private long[] nanos = new long[6];
    private int count;
    private long since = System.nanoTime();

    /** What was done since the one before. */
    void done(String phase) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        long now = System.nanoTime();
        names[count] = phase;
        nanos[count++] = now - since;
        since = now;
    }

    String[] names() {
        return Arrays.copyOf(names, count);
    }

    /** Nanoseconds, in the order of the names. */
    long[] nanos() {
        return Arrays.copyOf(nanos, count);
    }

    /** {@code configuration 12.3 ms, documents 0.8 ms}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long tenths = nanos[i] / 100_000;
            text.append(i == 0 ? "" : ", ").append(names[i]).append(' ').append(tenths / 10);
            text.append('.').append(tenths % 10).append(" ms");
        }
        return text.toString();
    }
}

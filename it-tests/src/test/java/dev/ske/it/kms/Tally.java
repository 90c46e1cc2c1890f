package dev.ske.it.kms;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests per operation, and the most that were under way at once. */
final class Tally {
    private final Map<String, Integer> calls = new TreeMap<>();
    private int now;
    private int most;

    synchronized void begin(String operation) {
        calls.merge(operation, 1, Integer::sum);
        now++;
        most = Math.max(most, now);
    }

    synchronized void end() {
        now--;
    }

    synchronized int of(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    synchronized Map<String, Integer> all() {
        return new TreeMap<>(calls);
    }

    synchronized int mostAtOnce() {
        return most;
    }

    synchronized void reset() {
        calls.clear();
        most = now;
    }
}

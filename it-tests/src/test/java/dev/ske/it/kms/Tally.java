package dev.ske.it.kms;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests per operation, and the most that were under way at once. */
final class Tally {
    private final Map<String, Integer> calls = new TreeMap<>();
    private final Map<String, Integer> attested = new TreeMap<>();
    private final Map<String, Integer> plain = new TreeMap<>();
    private int plaintexts;
    private int now;
    private int most;

    synchronized void begin(String operation) {
        calls.merge(operation, 1, Integer::sum);
        now++;
        most = Math.max(most, now);
    }

    /** A request that could be read. */
    synchronized void asked(String operation, boolean recipient) {
        (recipient ? attested : plain).merge(operation, 1, Integer::sum);
    }

    synchronized void answered(boolean plaintext) {
        plaintexts += plaintext ? 1 : 0;
    }

    synchronized void end() {
        now--;
    }

    synchronized int of(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    synchronized int of(String operation, boolean recipient) {
        return (recipient ? attested : plain).getOrDefault(operation, 0);
    }

    synchronized int plaintexts() {
        return plaintexts;
    }

    synchronized Map<String, Integer> all() {
        return new TreeMap<>(calls);
    }

    synchronized int mostAtOnce() {
        return most;
    }

    synchronized void reset() {
        calls.clear();
        attested.clear();
        plain.clear();
        plaintexts = 0;
        most = now;
    }
}

package dev.ske.it.leak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a search has found so far: hits per needle, how much it has read, and what it could not read. */
public final class Findings {
    private final Search search;
    private final long[] counts;
    private final List<String> notes = new ArrayList<>();
    private long bytes;

    Findings(Search search, int patterns) {
        this.search = search;
        this.counts = new long[patterns];
    }

    /** No hits for a needle that was not looked for is an error of the test, not a result. */
    public Hits of(Needle needle) {
        Map<Needle, Hits> all = byNeedle();
        if (!all.containsKey(needle)) {
            throw new IllegalArgumentException(needle + " was not looked for");
        }
        return all.get(needle);
    }

    public Map<Needle, Hits> byNeedle() {
        Map<Needle, Hits> all = new LinkedHashMap<>();
        for (Needle needle : search.needles()) {
            TreeMap<String, Long> forms = new TreeMap<>();
            long sum = 0;
            for (int pattern = 0; pattern < counts.length; pattern++) {
                String form = search.formOf(pattern, needle);
                if (form != null && counts[pattern] > 0) {
                    forms.put(form, counts[pattern]);
                    sum += counts[pattern];
                }
            }
            all.put(needle, new Hits(sum, forms));
        }
        return all;
    }

    /** How much was read: a search of nothing finds nothing. */
    public long bytes() {
        return bytes;
    }

    /** What could not be read and why, one line each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What was found in several places counts together. */
    public Findings and(Findings other) {
        if (other.search != search) {
            throw new IllegalArgumentException("the findings of another search");
        }
        Findings both = new Findings(search, counts.length);
        for (int i = 0; i < counts.length; i++) {
            both.counts[i] = counts[i] + other.counts[i];
        }
        both.notes.addAll(notes);
        both.notes.addAll(other.notes);
        both.bytes = bytes + other.bytes;
        return both;
    }

    void hit(int pattern) {
        counts[pattern]++;
    }

    void read(long count) {
        bytes += count;
    }

    void note(String note) {
        notes.add(note);
    }

    @Override
    public String toString() {
        Map<Needle, Hits> found = byNeedle();
        found.values().removeIf(hits -> hits.count() == 0);
        return found + " in " + bytes + " bytes" + (notes.isEmpty() ? "" : " " + notes);
    }
}

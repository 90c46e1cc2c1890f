package dev.ske.it.leak;

import java.util.SortedMap;

/** How often a needle was found, and in which forms; never the needle itself. */
public record Hits(long count, SortedMap<String, Long> forms) {
    @Override
    public String toString() {
        return count == 0 ? "0" : count + " " + forms;
    }
}

package dev.ske.it.leak;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** How often a needle was found, and in which forms; never the needle itself. */
public record Hits(long count, SortedMap<String, Long> forms) {
    private static final int SHOWN = 4;

    @Override
    public String toString() {
        String shown = forms.keySet().stream().limit(SHOWN).collect(Collectors.joining("; "));
        String more = forms.size() > SHOWN ? " and " + (forms.size() - SHOWN) + " more forms" : "";
        return count == 0 ? "0" : count + " (" + shown + more + ")";
    }
}

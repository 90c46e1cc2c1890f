package dev.ske.cli;

import dev.ske.agent.document.EntryPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Suggests names for a misspelt one. */
final class Nearest {
    private static final int MOST = 3;

    /** The nearest first; none that differs in more than a third of its characters. */
    static List<String> to(String name, List<String> known) {
        String wanted = EntryPath.canonical(name);
        int limit = Math.max(2, wanted.length() / 3);
        List<Candidate> near = new ArrayList<>();
        for (String candidate : known) {
            int distance = distance(wanted, EntryPath.canonical(candidate), limit);
            if (distance <= limit) {
                near.add(new Candidate(candidate, distance));
            }
        }
        return near.stream()
                .sorted(Comparator.comparingInt((Candidate candidate) -> candidate.distance))
                .limit(MOST)
                .map(candidate -> candidate.name)
                .collect(Collectors.toList());
    }

    /** Levenshtein's distance, or more than {@code limit} where it is more. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private static final class Candidate {
        private final String name;
        private final int distance;

        Candidate(String name, int distance) {
            this.name = name;
            this.distance = distance;
        }
    }

    private Nearest() {}
}

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
        int limit = (wanted.length() + 1) / 3;
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

    /** Levenshtein's distance, two swapped neighbours counting as one; more than {@code limit} where it is more. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int changed = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(changed, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
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

package dev.ske.cli.terminal;

import dev.ske.agent.config.EditDistance;
import dev.ske.agent.document.EntryPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Suggests names for a misspelt one. */
public final class Nearest {
    private static final int MOST = 3;

    /** The nearest first; none that differs in more than a third of its characters. */
    public static List<String> to(String name, List<String> known) {
        String wanted = EntryPath.canonical(name);
        int limit = (wanted.length() + 1) / 3;
        List<Candidate> near = new ArrayList<>();
        for (String candidate : known) {
            int distance = EditDistance.between(wanted, EntryPath.canonical(candidate));
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

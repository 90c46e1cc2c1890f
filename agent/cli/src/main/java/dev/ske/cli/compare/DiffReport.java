package dev.ske.cli.compare;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What is said about two versions. */
final class DiffReport {
    private final Versions versions;
    private final List<Difference> shown;
    private final Map<Difference.State, Integer> counts = new EnumMap<>(Difference.State.class);

    /** {@code all}: values that are only encrypted anew are listed, too. */
    DiffReport(Versions versions, List<Difference> found, boolean all) {
        this.versions = versions;
        shown = found.stream()
                .filter(difference -> all || difference.state() != Difference.State.ANEW)
                .collect(Collectors.toList());
        for (Difference difference : found) {
            counts.merge(difference.state(), 1, Integer::sum);
        }
    }

    /** Whether there is more to say than that something was encrypted anew. */
    boolean differs() {
        return counts.keySet().stream().anyMatch(state -> state != Difference.State.ANEW);
    }

    int unknown() {
        return counts.getOrDefault(Difference.State.UNKNOWN, 0);
    }

    /** {@code titled}: the summary stands above the lines, as a diff of several files needs it. */
    void print(boolean sameText, boolean titled, Shell shell) {
        String summary = Shown.text(versions.title() + ": " + summary(sameText));
        if (titled) {
            shell.out().println(summary);
        }
        for (Difference difference : shown) {
            shell.out().println(shell.paint(difference.state().colour(), Shown.text(difference.line())));
        }
        if (!titled) {
            shell.out().println(summary);
        }
    }

    private String summary(boolean sameText) {
        StringJoiner parts = new StringJoiner(", ");
        counts.forEach((state, count) -> parts.add(count + " " + state.word()));
        if (!counts.isEmpty()) {
            return parts.toString();
        }
        return sameText ? "no difference" : "the same values; comments, order or layout differ";
    }

    List<?> json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", versions.newName());
        document.put("old", versions.oldName());
        document.put("differ", differs());
        document.put("names", shown.stream().map(Difference::json).collect(Collectors.toList()));
        return Collections.singletonList(document);
    }
}

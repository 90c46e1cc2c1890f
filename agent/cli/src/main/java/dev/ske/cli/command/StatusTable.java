package dev.ske.cli.command;

import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states of a document's names, for people and for programs. */
final class StatusTable {
    /** Longer names do not widen the column for all. */
    private static final int WIDEST_NAME = 40;

    private final DocumentFile file;
    private final String by;
    private final List<EntryStatus> states;

    /** {@code by}: what says which of them are to be encrypted; maybe empty. */
    StatusTable(DocumentFile file, String by, List<EntryStatus> states) {
        this.file = file;
        this.by = by;
        this.states = states;
    }

    void print(Shell shell) {
        int lineWidth = 1;
        int stateWidth = 1;
        int nameWidth = 1;
        for (EntryStatus status : states) {
            lineWidth = Math.max(lineWidth, status.line().length());
            stateWidth = Math.max(stateWidth, status.state().length());
            nameWidth = Math.max(nameWidth, Math.min(WIDEST_NAME, status.name().length()));
        }
        for (EntryStatus status : states) {
            String remark = status.remark();
            String line = blanks(lineWidth - status.line().length()) + status.line() + "  "
                    + shell.paint(status.colour(), status.state())
                    + blanks(stateWidth - status.state().length())
                    + "  " + status.name();
            shell.out()
                    .println(
                            remark.isEmpty()
                                    ? line
                                    : line + blanks(nameWidth - status.name().length()) + "  " + remark);
        }
        shell.out().println(Shown.text(summary()));
    }

    private static String blanks(int count) {
        StringBuilder blanks = new StringBuilder();
        for (int i = 0; i < count; i++) {
            blanks.append(' ');
        }
        return blanks.toString();
    }

    private String summary() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (EntryStatus status : states) {
            Integer before = counts.get(status.state());
            counts.put(status.state(), before == null ? 1 : before + 1);
        }
        StringBuilder parts = new StringBuilder();
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            parts.append(parts.length() == 0 ? "" : ", ").append(count.getValue());
            parts.append(' ').append(count.getKey());
        }
        return file.name() + ": " + (parts.length() == 0 ? "no names" : parts) + "; a key is at hand for " + atHand();
    }

    private int atHand() {
        int opened = 0;
        for (EntryStatus status : states) {
            opened += status.keyAtHand() ? 1 : 0;
        }
        return opened;
    }

    /** For {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", file.name());
        if (!by.isEmpty()) {
            all.put("by", by);
        }
        all.put("key-at-hand", atHand());
        List<Map<String, Object>> names = new ArrayList<>();
        for (EntryStatus status : states) {
            names.add(status.json());
        }
        all.put("names", names);
        return all;
    }
}

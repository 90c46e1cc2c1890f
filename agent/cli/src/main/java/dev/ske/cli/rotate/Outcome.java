package dev.ske.cli.rotate;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Output;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of one document, until all of them can be written. */
final class Outcome {
    private final DocumentFile file;
    private final String text;
    private final List<Entry> changed;
    private final int plain;
    private final List<String> gained;
    private final List<String> lost;
    private final KeyList keys;

    /** {@code changed}: the values that are encrypted anew; {@code gained}, {@code lost}: keys, as the report names them. */
    Outcome(
            DocumentFile file,
            String text,
            List<Entry> changed,
            int plain,
            List<String> gained,
            List<String> lost,
            KeyList keys) {
        this.file = file;
        this.text = text;
        this.changed = changed;
        this.plain = plain;
        this.gained = gained;
        this.lost = lost;
        this.keys = keys;
    }

    DocumentFile file() {
        return file;
    }

    String text() {
        return text;
    }

    void warn(Shell shell) {
        for (String warning : keys.warnings()) {
            shell.err().println(Shown.text("ske: warning: " + warning));
        }
    }

    /** {@code verb}: what was done, as in {@code rotated}; {@code dry}: what would be. */
    void report(String verb, boolean dry, Output output, Shell shell) {
        String name = file.name() + ": ";
        if (changed.isEmpty() && keys.notes().isEmpty()) {
            output.report(name + "nothing to change; " + plain(), shell);
            return;
        }
        String many = changed.size() == 1 ? " value " : " values ";
        output.report(name + changed.size() + many + (dry ? "would be " : "") + verb + ", " + plain(), shell);
        for (Entry entry : dry ? changed : new ArrayList<Entry>()) {
            output.report("  " + entry.path(), shell);
        }
        gained.forEach(key -> output.report(name + (dry ? "would gain " : "gained ") + key, shell));
        lost.forEach(key -> output.report(name + (dry ? "would lose " : "lost ") + key, shell));
        keys.notes().forEach(note -> output.report(name + (dry ? "would say: " : "") + note, shell));
    }

    private String plain() {
        return plain + (plain == 1 ? " is plain" : " are plain");
    }

    Map<String, Object> json(String verb) {
        List<Object> values = new ArrayList<>();
        for (Entry entry : changed) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("name", entry.path().toString());
            value.put("line", entry.place().line());
            value.put("state", verb);
            values.add(value);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file.name());
        document.put("changed", changed.size());
        document.put("plain", plain);
        document.put("gained", gained);
        document.put("lost", lost);
        document.put("section", keys.notes());
        document.put("warnings", keys.warnings());
        document.put("values", values);
        return document;
    }
}

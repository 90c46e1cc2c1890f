package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Names;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Says what was encrypted, or would be: names and numbers, never a value. */
final class EncryptionReport {
    private final boolean dry;
    private final List<Map<String, Object>> documents = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** {@code dry}: nothing is changed. */
    EncryptionReport(boolean dry) {
        this.dry = dry;
    }

    void add(Encryption one) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", one.file().name());
        document.put("encrypted", one.chosen().size());
        document.put("already", one.already());
        document.put("plain", one.plain());
        if (!one.by().isEmpty()) {
            document.put("by", one.by());
        }
        document.put("names", names(one.chosen()));
        documents.add(document);
        if (dry) {
            one.chosen().forEach(entry -> lines.add(entry.path().toString()));
        }
        lines.add(summary(one));
    }

    /** Names and lines of entries, as all reports have them. */
    static List<Map<String, Object>> names(List<Entry> entries) {
        List<Map<String, Object>> names = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> name = new LinkedHashMap<>();
            name.put("name", entry.path().toString());
            name.put("line", entry.place().line());
            names.add(name);
        }
        return names;
    }

    private String summary(Encryption one) {
        int encrypted = one.chosen().size();
        String values = one.file().name() + ": " + encrypted + (encrypted == 1 ? " value" : " values");
        String by = one.by().isEmpty() ? "" : "; by " + one.by();
        if (dry) {
            return values + " would be encrypted, " + one.already() + (one.already() == 1 ? " is" : " are")
                    + " already, " + one.plain() + " would stay plain" + by + reserved(one.file());
        }
        return values + " encrypted, " + one.already() + (one.already() == 1 ? " was already, " : " were already, ")
                + one.plain() + " left plain" + by + reserved(one.file());
    }

    /** Somebody could think that these are encrypted now. */
    private static String reserved(DocumentFile file) {
        StringJoiner names = new StringJoiner(", ", "; never encrypted, because they lead to KMS: ", "");
        names.setEmptyValue("");
        for (Entry entry : file.entries()) {
            if (Names.forKms(entry.path()) && !entry.value().isEmpty()) {
                names.add(entry.path().toString());
            }
        }
        return names.toString();
    }

    /** For people, line by line; of a dry run, each name first. */
    List<String> lines() {
        return lines;
    }

    void print(JsonOption json, Shell shell) {
        json.print(documents, dry, shell);
    }
}

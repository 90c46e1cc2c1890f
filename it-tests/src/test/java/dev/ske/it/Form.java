package dev.ske.it;

import java.util.Map;

/** The four document formats, with the least text that holds given entries and names the key {@code ./ske.key}. */
enum Form {
    ENV("secrets.env", "SKE_KEYS=file:./ske.key\n", "%s=%s\n", ""),
    YAML("secrets.yaml", "ske: {keys: ['file:./ske.key']}\n", "%s: '%s'\n", ""),
    JSON("secrets.json", "{\"ske\": {\"keys\": [\"file:./ske.key\"]}", ",\n\"%s\": \"%s\"", "}\n"),
    PROPERTIES("secrets.properties", "SKE_KEYS=file:./ske.key\n", "%s=%s\n", "");

    final String file;
    private final String head;
    private final String entry;
    private final String tail;

    Form(String file, String head, String entry, String tail) {
        this.file = file;
        this.head = head;
        this.entry = entry;
        this.tail = tail;
    }

    /** Values must need no escape in any of the formats. The first entry stands on line 2, each on its own line. */
    String text(Map<String, String> entries) {
        StringBuilder text = new StringBuilder(head);
        entries.forEach((name, value) -> text.append(String.format(entry, name, value)));
        return text.append(tail).toString();
    }
}

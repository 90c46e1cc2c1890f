package dev.ske.agent.document;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What the tests of nested documents share: parsing a text, looking at it by path, random values. */
final class Texts {
    static Document yaml(String text) {
        return YamlDocument.parse(source(text), new Lines("t.yaml", text));
    }

    static Document json(String text) {
        return JsonDocument.parse(source(text), new Lines("t.json", text));
    }

    static Map<String, String> values(Document document) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Entry entry : document.entries()) {
            values.put(entry.path().toString(), entry.value());
        }
        return values;
    }

    static Entry entry(Document document, String path) {
        return document.entries().stream()
                .filter(entry -> entry.path().toString().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry " + path));
    }

    static String replace(Document document, String path, Document.Value value) {
        return document.replace(Map.of(entry(document, path), value));
    }

    static String replace(Document document, String path, String value) {
        return replace(document, path, Document.Value.string(value));
    }

    /** A path of map keys. */
    static EntryPath path(String... keys) {
        EntryPath path = EntryPath.ROOT;
        for (String key : keys) {
            path = path.key(key);
        }
        return path;
    }

    /** A text of any characters that UTF-8 has, with a taste for those that formats give a meaning to. */
    static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        String special =
                " \t\n\r:#-?,[]{}&*!|>'\"%@`\\/=~.0123456789eExyntruefalsNULo_<$\u0085\u2028\uFEFF\u0000\u001B";
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(10);
            if (kind < 6) {
                text.append(special.charAt(random.nextInt(special.length())));
            } else if (kind < 8) {
                text.append((char) ('a' + random.nextInt(26)));
            } else if (kind == 8) {
                text.appendCodePoint(0x1F600 + random.nextInt(64));
            } else {
                text.append((char) (0x80 + random.nextInt(0xD000)));
            }
        }
        String[] words = {
            "true",
            "NO",
            "null",
            "~",
            "1e5",
            "0x1f",
            "2001-12-14",
            "12:30:00",
            "1_000",
            ".inf",
            "<<",
            "ENC[v2:QUJD]",
            "- a",
            "a: b",
            "a #b",
            "---",
            "...",
            "=",
            "0o7",
            "0b11",
            "1,000"
        };
        return random.nextInt(3) == 0 ? words[random.nextInt(words.length)] : text.toString();
    }

    private static Source source(String text) {
        return new Source("t", text, StandardCharsets.UTF_8);
    }

    private Texts() {}
}

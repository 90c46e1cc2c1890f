package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings as a document would give them, one a line: {@code keys.0.file=./ske.key} as a nested one does, {@code
 * SKE_KEYS=file:./ske.key} as a flat one. In nested lines {@code ~}, {@code []}, {@code {}}, numbers and {@code true},
 * {@code false}, {@code off} are of those types unless they stand in quotes. {@code entry KMS_KEY_ID=alias/a} is what the
 * program is served, too.
 */
final class Lines {
    static Config read(String... lines) {
        return read("config=conf/secrets.yaml", Map.of(), lines);
    }

    static Config read(String options, Map<String, String> environment, String... lines) {
        return read(Paths.get("conf/secrets.yaml"), options, environment, lines);
    }

    static Config read(Path document, String options, Map<String, String> environment, String... lines) {
        return ConfigReader.read(Options.parse(options, environment), settings(lines), document, environment);
    }

    private static List<Setting> settings(String... lines) {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            String name = lines[i].substring(0, equals);
            String value = lines[i].substring(equals + 1);
            Place place = new Place("secrets.yaml", i + 1, 1);
            if (name.startsWith("entry ")) {
                settings.add(Setting.ofProgram(name.substring(6), value, place));
            } else if (name.startsWith("SKE_")) {
                settings.add(new Setting(List.of(name), Setting.Type.STRING, value, place));
            } else if (value.startsWith("'")) {
                String unquoted = value.substring(1, value.length() - 1);
                settings.add(new Setting(path(name), Setting.Type.STRING, unquoted, place));
            } else {
                settings.add(new Setting(path(name), type(value), value, place));
            }
        }
        return settings;
    }

    private static List<Object> path(String name) {
        List<Object> path = new ArrayList<>();
        if (!name.isEmpty()) {
            for (String part : name.split("\\.", -1)) {
                path.add(part.matches("\\d+") ? (Object) Integer.valueOf(part) : part);
            }
        }
        return path;
    }

    private static Setting.Type type(String value) {
        return switch (value) {
            case "~" -> Setting.Type.NULL;
            case "[]" -> Setting.Type.EMPTY_LIST;
            case "{}" -> Setting.Type.EMPTY_MAP;
            case "true", "false", "off" -> Setting.Type.BOOLEAN;
            default -> value.matches("-?\\d+(\\.\\d+)?") ? Setting.Type.NUMBER : Setting.Type.STRING;
        };
    }

    private Lines() {}
}

package dev.ske.cli.command;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Format;
import dev.ske.cli.terminal.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of a new document: its keys, samples that nobody takes for values, and what to do with them. */
final class Starter {
    private static final String SAMPLE = "change-me";

    private final StringBuilder text = new StringBuilder();
    /** What stands in the keys' settings, in the order of the text. */
    private final List<String> values = new ArrayList<>();

    /** The whole text. {@code name}: the document, as a command takes it. */
    static String text(Format format, String name, StarterKeys keys) {
        Starter starter = new Starter();
        switch (format) {
            case YAML:
                starter.yaml(name, keys);
                break;
            case JSON:
                starter.json(keys);
                break;
            default:
                starter.flat(format, name, keys);
        }
        return starter.filled(name, format);
    }

    private void yaml(String name, StarterKeys keys) {
        comments(name, keys);
        line("ske:");
        line("  # what opens the values; any one of several keys does");
        line("  keys:");
        for (Map<String, String> item : keys.items()) {
            String begin = "    - ";
            for (Map.Entry<String, String> setting : item.entrySet()) {
                line(begin + setting.getKey() + ": " + hole(setting.getValue()));
                begin = "      ";
            }
        }
        line("  # the values that 'ske encrypt' encrypts; all others stay as they are");
        line("  encrypt: {include: [\"**.password\", \"**.*_token\", \"**.*_key\"]}");
        line("  # without these the program does not start");
        line("  required: [DB_PASSWORD]");
        line("");
        line("# the program reads this one as System.getenv(\"DB_PASSWORD\")");
        line("db:");
        line("  user: app");
        line("  password: " + SAMPLE);
        line("api_token: " + SAMPLE);
    }

    private void flat(Format format, String name, StarterKeys keys) {
        comments(name, keys);
        line("# what opens the values");
        int index = 0;
        for (Map<String, String> item : keys.items()) {
            for (Map.Entry<String, String> setting : item.entrySet()) {
                line(flatName(setting.getKey(), index, keys, format) + "=" + hole(setting.getValue()));
            }
            index++;
        }
        line("# the values that 'ske encrypt' encrypts; all others stay as they are");
        line("SKE_ENCRYPT_INCLUDE=*_PASSWORD,*_TOKEN,*_KEY");
        line("# without these the program does not start");
        line("SKE_REQUIRED=DB_PASSWORD");
        line("");
        line("# the program reads this one as System.getenv(\"DB_PASSWORD\")");
        line("DB_USER=app");
        line("DB_PASSWORD=" + SAMPLE);
        line("API_TOKEN=" + SAMPLE);
    }

    /** One key of AWS KMS is named as in the npm package, so that it can read the document too. */
    private static String flatName(String setting, int index, StarterKeys keys, Format format) {
        if (keys.oneOfKms() && format == Format.ENV) {
            if (setting.equals("aws-kms")) {
                return "KMS_KEY_ID";
            }
            if (setting.equals("region")) {
                return "AWS_REGION";
            }
        }
        return StarterKeys.flat(setting, index);
    }

    private void comments(String name, StarterKeys keys) {
        line("# Secrets of a program. Put yours in the place of the samples, then encrypt them:");
        line("#   ske encrypt " + name);
        line("# Encrypted, this file can be committed; 'ske edit " + name + "' changes values later.");
        if (!keys.kms()) {
            line("# The key file cannot: who has it can read all of this.");
        }
        line("");
    }

    private void json(StarterKeys keys) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Map<String, String> item : keys.items()) {
            Map<String, Object> settings = new LinkedHashMap<>();
            item.forEach((name, value) -> settings.put(name, hole(value)));
            items.add(settings);
        }
        Map<String, Object> ske = new LinkedHashMap<>();
        ske.put("keys", items);
        Map<String, Object> encrypt = new LinkedHashMap<>();
        encrypt.put("include", Arrays.asList("**.password", "**.*_token", "**.*_key"));
        ske.put("encrypt", encrypt);
        ske.put("required", Collections.singletonList("DB_PASSWORD"));
        Map<String, Object> db = new LinkedHashMap<>();
        db.put("user", "app");
        db.put("password", SAMPLE);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ske", ske);
        all.put("db", db);
        all.put("api_token", SAMPLE);
        line(Json.of(all));
    }

    /** What stands for a value, until the format's own writer puts it there, quoted as it must be. */
    private String hole(String value) {
        values.add(value);
        return "hole-" + values.size();
    }

    private String filled(String name, Format format) {
        Document document = Documents.parse(name, text.toString(), format);
        Map<Entry, Document.Value> filled = new HashMap<>();
        for (Entry entry : document.entries()) {
            if (entry.value().startsWith("hole-")) {
                int index = Integer.parseInt(entry.value().substring("hole-".length()));
                filled.put(entry, Document.Value.string(values.get(index - 1)));
            }
        }
        return document.replace(filled);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private Starter() {}
}

package dev.ske.cli.command;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.document.Format;
import dev.ske.cli.terminal.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a new document, each as the settings of one item of {@code keys}. */
final class StarterKeys {
    private final List<Map<String, String>> items = new ArrayList<>();
    private final boolean kms;

    /** {@code document}: whose folder the paths of key files start from. */
    StarterKeys(List<KeySpec> keys, Path document) {
        boolean remote = false;
        for (KeySpec key : keys) {
            KmsKey named = key.kms();
            remote |= named != null;
            items.add(named == null ? file(key, document) : settings(named));
        }
        kms = remote;
    }

    private static Map<String, String> file(KeySpec key, Path document) {
        Map<String, String> item = new LinkedHashMap<>();
        Path folder = document.toAbsolutePath().normalize().getParent();
        Path file = key.file().toAbsolutePath().normalize();
        boolean beside = folder != null && file.startsWith(folder);
        item.put("file", beside && folder != null ? "./" + folder.relativize(file) : file.toString());
        return item;
    }

    private static Map<String, String> settings(KmsKey key) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("aws-kms", key.id());
        put(item, "region", key.region());
        put(item, "endpoint", key.endpoint());
        if (!key.credentials().equals("role")) {
            item.put("credentials", key.credentials());
        }
        StringBuilder context = new StringBuilder();
        key.context()
                .forEach((name, value) -> context.append(context.length() == 0 ? "" : ",")
                        .append(name)
                        .append('=')
                        .append(value));
        if (context.length() > 0) {
            item.put("encryption-context", context.toString());
        }
        return item;
    }

    private static void put(Map<String, String> item, String name, @Nullable String value) {
        if (value != null) {
            item.put(name, value);
        }
    }

    /** What names them in a document that has no settings yet, as short as it can be written. */
    List<String> lines(Format format) {
        if (format == Format.ENV || format == Format.PROPERTIES) {
            return flat();
        }
        List<String> list = new ArrayList<>();
        for (Map<String, String> item : items) {
            if (item.size() == 1) {
                list.add(Json.of(text(item)));
                continue;
            }
            List<String> settings = new ArrayList<>();
            item.forEach((name, value) ->
                    settings.add((format == Format.JSON ? Json.of(name) : name) + ": " + Json.of(value)));
            list.add("{" + String.join(", ", settings) + "}");
        }
        String keys = "[" + String.join(", ", list) + "]";
        return Collections.singletonList(
                format == Format.JSON ? "\"ske\": {\"keys\": " + keys + "}" : "ske: {keys: " + keys + "}");
    }

    private List<String> flat() {
        List<String> texts = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            texts.add(text(items.get(i)));
            int skipped = 1;
            for (Map.Entry<String, String> setting : items.get(i).entrySet()) {
                if (skipped-- <= 0) {
                    others.add(flat(setting.getKey(), i) + "=" + setting.getValue());
                }
            }
        }
        others.add(0, "SKE_KEYS=" + String.join(",", texts));
        return others;
    }

    /** {@code file:PATH} or {@code aws-kms:KEY}. */
    private static String text(Map<String, String> item) {
        Map.Entry<String, String> first = item.entrySet().iterator().next();
        return first.getKey() + ":" + first.getValue();
    }

    /** The name of a setting of one key in a flat document. */
    static String flat(String setting, int index) {
        return "SKE_KEYS_" + index + "_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Settings by their names. */
    List<Map<String, String>> items() {
        return items;
    }

    /** Whether one is of AWS KMS. */
    boolean kms() {
        return kms;
    }

    /** Whether it is one of AWS KMS alone, which a flat document can name as the npm package does. */
    boolean oneOfKms() {
        return kms && items.size() == 1;
    }
}

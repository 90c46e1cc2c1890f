package dev.ske.cli.command;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

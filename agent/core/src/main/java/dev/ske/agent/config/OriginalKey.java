package dev.ske.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that a flat document of the npm package @faizahmed/secret-keystore names: its plain entries {@code KMS_KEY_ID} and
 * {@code AWS_REGION} stand for a key of AWS KMS where none is configured, so that such a document works as it is.
 */
public final class OriginalKey {
    private static final String KEY = "KMS_KEY_ID";
    private static final String REGION = "AWS_REGION";

    /** Whether an entry of this name is handed in as {@link Setting#ofProgram}. */
    public static boolean uses(String name) {
        return name.equals(KEY) || name.equals(REGION);
    }

    /**
     * Puts the entries' key where no key is configured, or where {@code SKE_KEYS_0_CREDENTIALS} and its like give settings
     * to a key without naming one.
     */
    static void add(List<Setting> settings, Node root, Variables variables) {
        Setting key = find(settings, KEY);
        Node list = root.get("keys");
        if (key == null || (list != null && !lacksName(list))) {
            return;
        }
        Node item = root.child("keys", true, key.place()).child(0, true, key.place());
        adopt(item, "aws-kms", key, variables);
        Setting region = find(settings, REGION);
        if (region != null && item.get("region") == null) {
            adopt(item, "region", region, variables);
        }
    }

    /** The last entry of that name; null too if it is empty, or encrypted, which that package does to its own names. */
    private static @Nullable Setting find(List<Setting> settings, String name) {
        for (int i = settings.size() - 1; i >= 0; i--) {
            Setting setting = settings.get(i);
            if (setting.ofProgram() && setting.path().get(0).equals(name)) {
                return setting.value().isEmpty() || setting.value().startsWith("ENC[") ? null : setting;
            }
        }
        return null;
    }

    private static boolean lacksName(Node list) {
        for (Node item : list.children()) {
            if (item.part().equals(0)) {
                return item.type() == null && item.get("file") == null && item.get("aws-kms") == null;
            }
        }
        return false;
    }

    private static void adopt(Node item, String name, Setting setting, Variables variables) {
        Node node = item.adopt(name, setting.path().get(0).toString(), setting.place());
        node.set(Setting.Type.STRING, variables.expand(setting.value(), node));
    }

    private OriginalKey() {}
}

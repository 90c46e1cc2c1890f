package dev.ske.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a {@code .ske.yaml}, which the command line reads and the agent does not: for documents of these names these keys,
 * and what of them is encrypted.
 */
public final class RuleSpec {
    private final List<String> files;
    private final List<KeySpec> keys;
    private final @Nullable EncryptSpec encrypt;

    private RuleSpec(List<String> files, List<KeySpec> keys, @Nullable EncryptSpec encrypt) {
        this.files = Collections.unmodifiableList(files);
        this.keys = Collections.unmodifiableList(keys);
        this.encrypt = encrypt;
    }

    /**
     * Reads all rules of a file, in their order.
     *
     * @param settings all that is in it
     * @param file from whose folder the paths of keys start
     * @param environment the real one, for <code>${NAME}</code>
     * @throws dev.ske.agent.Failure CONFIG_INVALID with file and line
     */
    public static List<RuleSpec> read(List<Setting> settings, Path file, Map<String, String> environment) {
        Node root = Tree.ofAll(settings, file.toString(), new Variables(environment));
        RuleShape.FILE.check(root);
        List<RuleSpec> rules = new ArrayList<>();
        for (Node item : root.items("rules")) {
            rules.add(rule(item, file));
        }
        return rules;
    }

    private static RuleSpec rule(Node item, Path file) {
        List<String> files = new ArrayList<>();
        for (Node pattern : item.items("files")) {
            files.add(inside(pattern));
        }
        if (item.get("files") == null) {
            throw item.invalid("says nothing of files", "files: [\"**\"] is a rule for all documents");
        }
        List<KeySpec> keys = new ArrayList<>();
        List<Node> named = item.items("keys");
        for (Node key : named) {
            keys.add(KeySpec.read(key, file));
        }
        AttestationRule.check(named, keys);
        return new RuleSpec(files, keys, EncryptSpec.read(item.get("encrypt")));
    }

    private static String inside(Node pattern) {
        String text = pattern.text();
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                throw pattern.invalid(
                        "leads out of the folder of this file",
                        "a rule is for documents beside the file that it stands in, and below");
            }
        }
        return text;
    }

    /** Patterns of file names; none matches nothing. */
    public List<String> files() {
        return files;
    }

    /** Maybe none. */
    public List<KeySpec> keys() {
        return keys;
    }

    /** Null: the rule does not say. */
    public @Nullable EncryptSpec encrypt() {
        return encrypt;
    }
}

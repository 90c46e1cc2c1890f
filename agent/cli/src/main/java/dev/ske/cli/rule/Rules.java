package dev.ske.cli.rule;

import dev.ske.agent.config.EncryptSpec;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.RuleSpec;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Sections;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.terminal.Shell;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a document without options: by {@code encrypt:} in its own {@code ske:} section, and by the first rule for
 * its path in the nearest {@code .ske.yaml} in its folder or above (docs/rules.md).
 */
public final class Rules {
    private final List<KeySpec> keys;
    private final @Nullable EncryptSpec encrypt;
    private final String rule;
    private final boolean ofDocument;

    private Rules(List<KeySpec> keys, @Nullable EncryptSpec encrypt, String rule, boolean ofDocument) {
        this.keys = keys;
        this.encrypt = encrypt;
        this.rule = rule;
        this.ofDocument = ofDocument;
    }

    /**
     * The rules for this document.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID for a {@code .ske.yaml} that has no meaning, or that is not to be trusted
     */
    public static Rules of(DocumentFile file, Shell shell) {
        EncryptSpec own = EncryptSpec.of(Sections.settings(file.document()), file.path(), shell.environment());
        RuleFile nearest = RuleFile.of(file.path(), shell);
        int number = nearest == null ? 0 : nearest.number();
        if (nearest == null || number == 0) {
            return new Rules(Collections.emptyList(), own, "", own != null);
        }
        RuleSpec rule = nearest.rule(number);
        return new Rules(
                rule.keys(), own == null ? rule.encrypt() : own, nearest.path() + ", rule " + number, own != null);
    }

    /** What selects every text and names no key. */
    public static Rules none() {
        return new Rules(Collections.emptyList(), null, "", false);
    }

    /** The keys that values are encrypted for if neither options nor the document name any; maybe none. */
    public List<KeySpec> keys() {
        return keys;
    }

    /** Whether anything says which names are encrypted; else all texts are. */
    public boolean present() {
        return encrypt != null;
    }

    /** Whether the text under this path is to be encrypted. */
    public boolean selects(EntryPath path) {
        return encrypt == null || encrypt.selects(path.toString(), path.canonical());
    }

    /** Whether the text under this path is said to stay plain, which an alias says for its anchor, too. */
    public boolean excludes(EntryPath path) {
        return encrypt != null && encrypt.excludes(path.toString(), path.canonical());
    }

    /** Where it is said which names are encrypted, for messages: {@code .ske.yaml, rule 2}; empty if nothing says it. */
    public String where() {
        if (encrypt == null) {
            return "";
        }
        return ofDocument ? "its own settings" : rule;
    }

    /** The rule that these keys are from, for messages: {@code .ske.yaml, rule 2}; empty if they are not from a rule. */
    public String whereKeys(List<KeySpec> used) {
        boolean ours = !keys.isEmpty()
                && !used.isEmpty()
                && used.get(0).place().equals(keys.get(0).place());
        return ours ? rule : "";
    }
}

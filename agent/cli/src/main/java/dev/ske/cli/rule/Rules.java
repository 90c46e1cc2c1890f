package dev.ske.cli.rule;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.terminal.Shell;
import java.util.Collections;
import java.util.List;

/**
 * What is said of a document without options: by {@code encrypt:} in its own {@code ske:} section, and by the first rule for
 * its path in the nearest {@code .ske.yaml} in its folder or above.
 */
public final class Rules {
    /**
     * The rules for this document.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID for a {@code .ske.yaml} that has no meaning, or that is not to be trusted
     */
    public static Rules of(DocumentFile file, Shell shell) {
        return new Rules();
    }

    /** The keys that values are encrypted for if neither options nor the document name any; maybe none. */
    public List<KeySpec> keys() {
        return Collections.emptyList();
    }

    /** Whether anything says which names are encrypted; else all texts are. */
    public boolean present() {
        return false;
    }

    /** Whether the text under this path is to be encrypted. */
    public boolean selects(EntryPath path) {
        return true;
    }

    /** Where it is said, for messages: {@code .ske.yaml, rule 2}; empty if nothing is. */
    public String where() {
        return "";
    }

    private Rules() {}
}

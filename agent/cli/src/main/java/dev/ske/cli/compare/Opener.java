package dev.ske.cli.compare;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.OpenKeys;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.Unsealer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one document hold, as far as its keys are here: one that does not open is no failure. Keys are looked
 * for when the first value needs them, since most comparisons end before.
 */
final class Opener implements AutoCloseable {
    private final DocumentFile file;
    private final KeyOptions keys;
    private final Shell shell;
    private final Kinds kinds;
    private @Nullable OpenKeys open;
    private @Nullable Unsealer unsealer;
    private boolean tried;
    private @Nullable Failure failure;

    Opener(DocumentFile file, KeyOptions keys, Shell shell) {
        this.file = file;
        this.keys = keys;
        this.shell = shell;
        kinds = Kinds.of(file, shell);
    }

    Kinds kinds() {
        return kinds;
    }

    boolean encrypted(Entry entry) {
        return kinds.encrypted(entry);
    }

    /** Has AWS KMS work on all of these values at once, where they need it. */
    void ask(List<Entry> entries) {
        Unsealer ready = entries.isEmpty() ? null : unsealer();
        if (ready != null) {
            ready.ask(entries);
        }
    }

    /** What the value holds, in UTF-8, which the caller wipes; null if it does not open. */
    byte @Nullable [] bytes(Entry entry) {
        if (!encrypted(entry)) {
            return entry.value().getBytes(StandardCharsets.UTF_8);
        }
        try {
            kinds.refuseForeign(entry);
            Unsealer ready = unsealer();
            return ready == null ? null : ready.bytes(entry);
        } catch (Failure closed) {
            failure = failure == null ? closed : failure;
            return null;
        }
    }

    /** Why the first value that did not open did not; null if all did. */
    @Nullable
    Failure failure() {
        return failure;
    }

    private @Nullable Unsealer unsealer() {
        if (!tried) {
            tried = true;
            try {
                unsealer = ready();
            } catch (Failure none) {
                failure = none;
            }
        }
        return unsealer;
    }

    private Unsealer ready() {
        List<KeySpec> specs = keys.all(file, shell);
        if (specs.isEmpty()) {
            throw new Failure(
                    Code.KEY_MISMATCH, file.name() + ": no --key is given, and the document names no key", null);
        }
        open = OpenKeys.any(specs, shell.kms());
        return new Unsealer(open.keys(), kinds);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}

package dev.ske.cli.rotate;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.Keys;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.key.OpenKeys;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.KmsSealer;
import dev.ske.cli.value.Resealer;
import dev.ske.cli.value.Unsealer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the values of a document and encrypts them again: those of the format v2 under one data key. */
final class Anew {
    /** Tells the data key, which is closed afterwards. */
    interface Choice {
        /** {@code keys}: those that open the values. */
        DataKey dataKey(Keys keys, StrongRandom random);
    }

    private final Values values;
    private final KmsEncrypters kms;
    private final Shell shell;
    private final Map<Entry, String> sealed = new LinkedHashMap<>();

    Anew(Values values, KmsEncrypters kms, Shell shell) {
        this.values = values;
        this.kms = kms;
        this.shell = shell;
    }

    /**
     * Encrypts all values.
     *
     * @param opening the keys that may open them
     * @param direct the key of those in the form of AWS KMS; null: there are none
     */
    void seal(DocumentFile file, List<KeySpec> opening, @Nullable KmsKey direct, Choice choice) {
        if (values.all().isEmpty()) {
            return;
        }
        try (OpenKeys open = OpenKeys.any(opening, shell.kms());
                StrongRandom random = new StrongRandom();
                Progress progress =
                        new Progress(shell, file.name(), values.all().size())) {
            Unsealer unsealer = new Unsealer(open.keys(), values.kinds());
            unsealer.ask(values.all());
            if (!values.enveloped().isEmpty()) {
                try (DataKey dataKey = choice.dataKey(open.keys(), random);
                        Resealer resealer = new Resealer(unsealer, random)) {
                    for (Entry entry : values.enveloped()) {
                        sealed.put(entry, resealer.seal(entry, dataKey));
                        progress.step();
                    }
                }
            }
            if (direct != null && !values.direct().isEmpty()) {
                try (KmsSealer sealer = new KmsSealer(kms.of(direct))) {
                    sealed.putAll(sealer.again(values.direct(), unsealer, progress));
                }
            }
        }
    }

    /** The document's text with the new values, read back before anybody writes it. */
    String text(DocumentFile file) {
        if (sealed.isEmpty()) {
            return file.document().text();
        }
        Map<EntryPath, String> byPath = new HashMap<>();
        sealed.forEach((entry, value) -> byPath.put(entry.path(), value));
        Map<Entry, String> replaced = new HashMap<>();
        for (Entry entry : file.entries()) {
            String value = byPath.get(entry.path());
            if (value != null) {
                replaced.put(entry, value);
            }
        }
        return file.replaced(replaced);
    }

    /** The new values. */
    Map<Entry, String> sealed() {
        return sealed;
    }
}

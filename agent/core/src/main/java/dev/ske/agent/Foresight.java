package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Whether a start will need AWS KMS, guessed from the configured document alone: the helper takes longer to begin than all
 * the rest of a start, and can do so while other sources and the keys are read.
 */
final class Foresight {
    private final Config config;
    private final Document document;
    private final @Nullable Earlier earlier;

    /** {@code config}: with keys of AWS KMS; {@code earlier}: null at the start. */
    Foresight(Config config, Document document, @Nullable Earlier earlier) {
        this.config = config;
        this.document = document;
        this.earlier = earlier;
    }

    boolean needsKms() {
        boolean local = localKey();
        boolean looked = false; // values of one document share their data key
        for (Entry entry : document.entries()) {
            EncryptedValue.Kind kind =
                    config.rawKms() ? EncryptedValue.rawKindOf(entry.value()) : EncryptedValue.kindOf(entry.value());
            if (kind == EncryptedValue.Kind.PLAIN || !selected(entry) || unchanged(entry, kind)) {
                continue;
            }
            if (kind == EncryptedValue.Kind.KMS) {
                return true;
            }
            if (kind == EncryptedValue.Kind.V2 && !looked) {
                looked = true;
                if (!local || !wrappedForLocalKey(entry)) {
                    return true;
                }
            }
        }
        // A refresh that opens nothing needs no helper, so there it is not begun on a guess.
        return earlier == null && !local && !config.sources().isEmpty();
    }

    private boolean unchanged(Entry entry, EncryptedValue.Kind kind) {
        if (earlier == null) {
            return false;
        }
        Candidate candidate = Candidate.of(entry, entry.value(), config.rawKms());
        return earlier.unchanged(candidate, kind, candidate.origin(entry.value())) != null;
    }

    /** A key file that is not here is another machine's. */
    private boolean localKey() {
        for (KeySpec key : config.keys()) {
            if (key.kms() == null && Files.exists(key.file())) {
                return true;
            }
        }
        return false;
    }

    private boolean selected(Entry entry) {
        return config.selected(entry.path().toString(), entry.path().canonical());
    }

    private static boolean wrappedForLocalKey(Entry entry) {
        try {
            for (Wrap wrap : Envelope.parse(entry.value()).wraps()) {
                if (wrap.type() == Wrap.LOCAL) {
                    return true;
                }
            }
            return false;
        } catch (Failure damaged) {
            return true; // nothing opens it
        }
    }
}

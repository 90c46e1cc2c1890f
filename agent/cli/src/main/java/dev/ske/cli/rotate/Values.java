package dev.ske.cli.rotate;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.KeptForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The encrypted values of a document, by the form that they have and the one that they are to have. */
final class Values {
    private final Kinds kinds;
    private final List<Entry> all = new ArrayList<>();
    private final List<Entry> direct = new ArrayList<>();
    private final List<Entry> enveloped = new ArrayList<>();
    private final List<Envelope> envelopes = new ArrayList<>();
    private final int plain;

    /**
     * Sorts them.
     *
     * @throws Failure VALUE_MALFORMED with the place of a value that is damaged or another tool's
     */
    Values(DocumentFile file, KeptForm form, Shell shell) {
        kinds = Kinds.of(file, shell);
        int other = 0;
        for (Entry entry : Names.values(file)) {
            if (!entry.written()) {
                continue;
            }
            kinds.refuseForeign(entry);
            if (!kinds.encrypted(entry)) {
                other++;
                continue;
            }
            all.add(entry);
            (form.direct(kinds.of(entry)) ? direct : enveloped).add(entry);
            if (kinds.of(entry) == EncryptedValue.Kind.V2) {
                envelopes.add(envelope(entry));
            }
        }
        plain = other;
    }

    private static Envelope envelope(Entry entry) {
        try {
            return Envelope.parse(entry.value());
        } catch (Failure failure) {
            throw new Failure(failure.code(), "cannot open " + entry + ": " + failure.getMessage(), failure.hint());
        }
    }

    Kinds kinds() {
        return kinds;
    }

    /** All encrypted values, in their order. */
    List<Entry> all() {
        return all;
    }

    /** Those that are to have the form of AWS KMS. */
    List<Entry> direct() {
        return direct;
    }

    /** Those that are to be {@code ENC[v2:...]}. */
    List<Entry> enveloped() {
        return enveloped;
    }

    /** Those that are {@code ENC[v2:...]}. */
    List<Envelope> envelopes() {
        return envelopes;
    }

    /** Whether some are in the form of AWS KMS, and are not to be. */
    boolean moves() {
        return envelopes.size() < enveloped.size();
    }

    int plain() {
        return plain;
    }

    /** The keys that can open one or more of those in the format v2. */
    Set<String> holders() {
        return Holders.of(all.stream()
                .filter(entry -> kinds.of(entry) == EncryptedValue.Kind.V2)
                .map(Entry::value)
                .collect(Collectors.toList()));
    }

    /** The envelope that all who hold any of them can open; null: there is none. */
    @Nullable
    Envelope widest() {
        Set<String> holders = holders();
        for (Envelope envelope : envelopes) {
            if (Holders.of(envelope).containsAll(holders)) {
                return envelope;
            }
        }
        return null;
    }

    /** A value in the form of AWS KMS has place for one key. */
    void refuseDirect(String why, String hint) {
        if (!direct.isEmpty()) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    direct.get(0) + ": a value in the form of AWS KMS is for one key, " + why,
                    hint);
        }
    }
}

package dev.ske.cli.key;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.key.KmsMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of a key's attestation holds on the command line too: to name the key there would otherwise be a way to
 * have its plaintexts in the clear. Which key an alias means cannot be told here; where it may be that key, it is taken for it.
 */
final class KeptAttestation {
    /** The key that a command names, with the attestation that {@code configured} has for it, if any. */
    static KmsKey of(KmsKey named, List<KmsKey> configured) {
        KmsKey.Draft draft = named.draft();
        draft.attestation = attestation(named, configured);
        return new KmsKey(named.id(), draft, named.place());
    }

    private static @Nullable AttestationSpec attestation(KmsKey named, List<KmsKey> configured) {
        for (KmsKey key : configured) {
            if (key.id().equals(named.id())) {
                return key.attestation();
            }
        }
        AttestationSpec kept = null;
        for (KmsKey key : configured) {
            AttestationSpec its = key.attestation();
            boolean stricter = its != null && (kept == null || (its.required() && !kept.required()));
            if (stricter && mayBeOne(key, named)) {
                kept = its;
            }
        }
        return kept;
    }

    /** Asked both ways: either of the two may be the one that says less. */
    private static boolean mayBeOne(KmsKey one, KmsKey other) {
        return KmsMatch.mayOpen(one, other.id()) || KmsMatch.mayOpen(other, one.id());
    }

    private KeptAttestation() {}
}

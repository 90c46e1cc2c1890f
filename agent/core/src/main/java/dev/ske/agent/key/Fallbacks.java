package dev.ske.agent.key;

import dev.ske.agent.Log;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.AttestationState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of each key that goes on without the attestation that it is configured with: once, however often it does so again,
 * until it was attested meanwhile. For all sessions with the same keys. Thread-safe.
 */
public final class Fallbacks {
    private final Set<Integer> told = new HashSet<>();

    /** {@code states}: all that is known by now; may be heard before. */
    synchronized void hear(List<KmsKey> keys, List<AttestationState> states) {
        for (AttestationState state : states) {
            if (state.attested()) {
                told.remove(state.key());
            } else if (told.add(state.key())) {
                Log.warn(state.warning(keys.get(state.key()).id()));
            }
        }
    }
}

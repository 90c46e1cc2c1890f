package dev.ske.agent;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.key.KmsSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How attestation of each key stands that is to be attested, as the last session left it that asked that key. Immutable;
 * loaded only where a key has attestation.
 */
final class Attestations {
    private final List<KmsKey> keys;
    private final Map<Integer, AttestationState> states = new HashMap<>();

    /** {@code before}: of the last opening that succeeded; null: there was none. */
    Attestations(KmsSession session, @Nullable Attestations before) {
        keys = session.keys();
        if (before != null) {
            states.putAll(before.states);
        }
        for (AttestationState state : session.attestations()) {
            states.put(state.key(), state);
        }
    }

    /** With the keys and types that docs/bridge.md lists. */
    List<Map<String, Object>> shown() {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            AttestationSpec spec = keys.get(i).attestation();
            if (spec != null) {
                shown.add(shown(keys.get(i), spec, states.get(i)));
            }
        }
        return shown;
    }

    private static Map<String, Object> shown(KmsKey key, AttestationSpec spec, @Nullable AttestationState state) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("key", key.id());
        shown.put("source", spec.described());
        shown.put("required", spec.required());
        shown.put("attested", state != null && state.attested());
        if (state != null && state.documentMillis() > 0) {
            shown.put("document", state.documentMillis());
        }
        String failure = state == null ? null : state.failure();
        if (failure != null) {
            shown.put("failure", failure);
        }
        return shown;
    }
}

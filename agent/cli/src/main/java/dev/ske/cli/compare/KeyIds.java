package dev.ske.cli.compare;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import dev.ske.cli.key.KeysAtHand;
import java.util.Set;
import java.util.TreeSet;

/** Which keys an encrypted value says that it was made for. */
final class KeyIds {
    /** Ids of local keys and ARNs, sorted; empty where the value does not tell. */
    static Set<String> of(Entry entry, EncryptedValue.Kind kind) {
        return of(entry.value(), kind);
    }

    /** The same of a value that stands in no entry. */
    static Set<String> of(String value, EncryptedValue.Kind kind) {
        Set<String> ids = new TreeSet<>();
        if (kind == EncryptedValue.Kind.V2) {
            try {
                for (Wrap wrap : Envelope.parse(value).wraps()) {
                    ids.add(KeysAtHand.id(wrap));
                }
            } catch (Failure damaged) {
                // says nothing that could be relied on
                ids.clear();
            }
        }
        return ids;
    }

    private KeyIds() {}
}

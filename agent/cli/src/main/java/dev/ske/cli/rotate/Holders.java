package dev.ske.cli.rotate;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.KmsMatch;
import dev.ske.cli.key.KeysAtHand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who can open values: the ids of local keys and the ARNs of keys of AWS KMS. What KMS encrypted itself does not tell. */
final class Holders {
    private final Map<String, String> names = new HashMap<>();

    /** {@code files}: those whose names are known. */
    Holders(List<KeySpec> files) {
        for (KeySpec file : files) {
            String id = file.kms() == null ? SameKey.id(file) : null;
            if (id != null) {
                names.putIfAbsent(id, file.shown());
            }
        }
    }

    /** Of values in the format v2. */
    static Set<String> of(Collection<String> values) {
        Set<String> ids = new LinkedHashSet<>();
        byte[] last = new byte[0];
        for (String value : values) {
            Envelope envelope = Envelope.parse(value);
            if (!envelope.wrappedAs(last)) {
                last = envelope.wrapsBlock();
                ids.addAll(of(envelope));
            }
        }
        return ids;
    }

    static Set<String> of(Envelope envelope) {
        Set<String> ids = new LinkedHashSet<>();
        for (Wrap wrap : envelope.wraps()) {
            ids.add(KeysAtHand.id(wrap));
        }
        return ids;
    }

    /** Those of {@code some} that are not among the others, with their names. */
    List<String> only(Set<String> some, Set<String> others) {
        List<String> only = new ArrayList<>();
        for (String id : some) {
            if (!others.contains(id)) {
                only.add(named(id));
            }
        }
        return only;
    }

    private String named(String id) {
        String name = names.get(id);
        return name == null ? id : id + " (" + name + ")";
    }

    /** The keys that would gain, as far as that can be told without asking KMS. */
    List<String> gaining(Set<String> before, KeyChange change, List<KeySpec> target) {
        List<String> gaining = new ArrayList<>();
        for (KeySpec key : target) {
            boolean known = change.fresh().contains(key) || before.isEmpty();
            if (known ? change.fresh().contains(key) : before.stream().noneMatch(id -> mayBe(key, id))) {
                gaining.add(shown(key));
            }
        }
        return gaining;
    }

    /** The keys that would lose, as far as that can be told without asking KMS. */
    List<String> losing(Set<String> before, KeyChange change, List<KeySpec> target) {
        Set<String> losing = new LinkedHashSet<>();
        for (KeySpec key : change.gone()) {
            losing.add(shown(key));
        }
        for (String id : before) {
            boolean gone = change.gone().stream().anyMatch(key -> mayBe(key, id));
            if (!gone && target.stream().noneMatch(key -> mayBe(key, id))) {
                losing.add(named(id));
            }
        }
        return new ArrayList<>(losing);
    }

    /** Whether a key may be the one of this id or ARN. */
    static boolean mayBe(KeySpec key, String id) {
        KmsKey kms = key.kms();
        return kms == null ? id.equals(SameKey.id(key)) : KmsMatch.mayOpen(kms, id);
    }

    private String shown(KeySpec key) {
        String id = key.kms() == null ? SameKey.id(key) : null;
        return id == null ? KeyText.shown(key) : named(id);
    }
}

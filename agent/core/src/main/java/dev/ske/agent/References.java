package dev.ske.agent;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Expansion;
import dev.ske.agent.envelope.EncryptedValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $NAME} stands for in one .env document: the real environment first, as for every plain setting, then what
 * stands above in the document, then what earlier sources say. A secret cannot be referred to: the setting would hold it
 * in clear.
 */
final class References {
    private final Map<String, String> environment;
    private final Map<String, List<Candidate>> earlier;
    private final boolean rawKms;
    private final Map<String, Candidate> above = new HashMap<>();

    /** {@code rawKms}: whether the document has ciphertexts of KMS without {@code ENC[}. */
    References(Map<String, String> environment, Map<String, List<Candidate>> earlier, boolean rawKms) {
        this.environment = environment;
        this.earlier = earlier;
        this.rawKms = rawKms;
    }

    /** What the entry defines, its references replaced; the entries below it can refer to it from now on. */
    Candidate expand(Document document, Entry entry) {
        Candidate candidate = Candidate.of(entry, entry.value(), rawKms);
        if (candidate.isSetting()) {
            String value = Expansion.expand(document, entry, name -> plain(name, entry));
            candidate = Candidate.of(entry, value, rawKms);
        }
        above.put(entry.path().toString(), candidate);
        return candidate;
    }

    private @Nullable String plain(String name, Entry entry) {
        String value = environment.get(name);
        if (value != null) {
            if (EncryptedValue.kindOf(value) != EncryptedValue.Kind.PLAIN) {
                throw secret(name, entry);
            }
            return value;
        }
        Candidate candidate = above.get(name);
        List<Candidate> candidates = earlier.get(name);
        if (candidate == null && candidates != null) {
            candidate = candidates.get(0);
        }
        if (candidate != null && !candidate.isSetting()) {
            throw secret(name, entry);
        }
        return candidate == null ? null : candidate.value();
    }

    private static Failure secret(String name, Entry entry) {
        return new Failure(
                Code.DOCUMENT_MALFORMED,
                entry.place() + ": " + entry.path() + " refers to " + name + ", which is a secret",
                "a setting would hold it in clear: encrypt the whole value, or put the parts together in the program");
    }
}

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
    private final Map<String, String> above = new HashMap<>();

    References(Map<String, String> environment, Map<String, List<Candidate>> earlier) {
        this.environment = environment;
        this.earlier = earlier;
    }

    /** The entry's value, which the entries below it can refer to from now on. */
    String expand(Document document, Entry entry) {
        String value = entry.value();
        if (EncryptedValue.kindOf(value) == EncryptedValue.Kind.PLAIN) {
            value = Expansion.expand(document, entry, name -> plain(name, entry));
        }
        above.put(entry.path().toString(), value);
        return value;
    }

    private @Nullable String plain(String name, Entry entry) {
        String value = environment.get(name);
        if (value == null) {
            value = above.get(name);
        }
        List<Candidate> candidates = earlier.get(name);
        if (value == null && candidates != null) {
            Candidate candidate = candidates.get(0);
            if (candidate.file() != null) {
                throw secret(name, entry);
            }
            value = candidate.value();
        }
        if (value != null && EncryptedValue.kindOf(value) != EncryptedValue.Kind.PLAIN) {
            throw secret(name, entry);
        }
        return value;
    }

    private static Failure secret(String name, Entry entry) {
        return new Failure(
                Code.DOCUMENT_MALFORMED,
                entry.place() + ": " + entry.path() + " refers to " + name + ", which is a secret",
                "a setting would hold it in clear: encrypt the whole value, or put the parts together in the program");
    }
}

package dev.ske.cli.command;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.Wrap;
import dev.ske.cli.document.Names;
import dev.ske.cli.key.KeysAtHand;
import dev.ske.cli.rule.SecretLooks;
import dev.ske.cli.terminal.Colour;
import dev.ske.cli.terminal.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said about an entry without opening it. */
final class EntryStatus {
    private final Entry entry;
    private final @Nullable String reason;
    private final List<Map<String, Object>> keys = new ArrayList<>();
    private final List<String> shownKeys = new ArrayList<>();
    private String state;
    private boolean keyAtHand;

    EntryStatus(Entry entry, EncryptedValue.Kind kind, KeysAtHand atHand) {
        this.entry = entry;
        // what leads to KMS cannot be encrypted, whatever it looks like
        reason = kind == EncryptedValue.Kind.PLAIN && !Names.forKms(entry.path()) ? SecretLooks.reason(entry) : null;
        state = state(entry, kind, reason);
        try {
            if (state.equals("encrypted")) {
                for (Wrap wrap : Envelope.parse(entry.value()).wraps()) {
                    add(KeysAtHand.id(wrap), atHand.name(wrap));
                }
            } else if (state.equals("kms")) {
                state = KmsValue.parse(entry.value()).isEnvelope() ? "kms-rsa" : "kms";
                add("", atHand.kms());
            }
        } catch (Failure damaged) {
            // listed as such; encrypt and decrypt say what is wrong with it
            state = "damaged";
            keys.clear();
            shownKeys.clear();
            keyAtHand = false;
        }
    }

    private static String state(Entry entry, EncryptedValue.Kind kind, @Nullable String reason) {
        switch (kind) {
            case PLAIN:
                if (entry.value().isEmpty() || entry.kind() == Entry.Kind.NULL) {
                    return "empty";
                }
                return reason == null ? "plain" : "plain!";
            case V2:
                return "encrypted";
            default:
                return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code id}: empty where the value does not tell; {@code name}: what the key is called here, null where it is not. */
    private void add(String id, @Nullable String name) {
        Map<String, Object> key = new LinkedHashMap<>();
        if (!id.isEmpty()) {
            key.put("id", id);
        }
        if (name != null) {
            key.put("name", name);
        }
        keys.add(key);
        keyAtHand |= name != null;
        shownKeys.add(id + (name == null ? "" : (id.isEmpty() ? "(" : " (") + name + ")"));
    }

    String line() {
        return String.valueOf(entry.place().line());
    }

    String state() {
        return state;
    }

    Colour colour() {
        switch (state) {
            case "encrypted":
            case "kms":
            case "kms-rsa":
                return Colour.GREEN;
            case "plain":
            case "empty":
                return Colour.FAINT;
            case "plain!":
                return Colour.YELLOW;
            default:
                return Colour.RED;
        }
    }

    String name() {
        String name = entry.path().toString();
        return Shown.text(entry.written() ? name : name + " (alias of " + entry.boundTo() + ")");
    }

    /** The keys that open the value, or why it looks like a secret. */
    String remark() {
        return Shown.text(reason == null ? String.join(", ", shownKeys) : "looks secret: " + reason);
    }

    /** Whether one of the keys that the value is encrypted for is there. */
    boolean keyAtHand() {
        return keyAtHand;
    }

    /** For {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", entry.path().toString());
        all.put("line", entry.place().line());
        all.put("state", state);
        if (!entry.written()) {
            all.put("alias-of", entry.boundTo().toString());
        }
        if (reason != null) {
            all.put("reason", reason);
        }
        all.put("keys", keys);
        return all;
    }
}

package dev.ske.cli;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What can be said about an entry without opening it. */
final class EntryStatus {
    private final Entry entry;
    private final String state;
    private final String keys;
    private final boolean keyAtHand;

    /** {@code atHand}: names of key files by key id. */
    EntryStatus(Entry entry, Map<String, String> atHand) {
        this.entry = entry;
        EncryptedValue.Kind kind = EncryptedValue.kindOf(entry.value());
        if (kind != EncryptedValue.Kind.V2) {
            state = state(entry, kind);
            keys = "";
            keyAtHand = false;
            return;
        }
        StringJoiner ids = new StringJoiner(", ");
        boolean found = false;
        boolean sound = true;
        try {
            for (Wrap wrap : Envelope.parse(entry.value()).wraps()) {
                String id = id(wrap);
                String file = atHand.get(id);
                found |= file != null;
                ids.add(file == null ? id : id + " (" + file + ")");
            }
        } catch (Failure damaged) {
            // listed as such; encrypt and decrypt say what is wrong with it
            sound = false;
        }
        state = sound ? "encrypted" : "damaged";
        keys = ids.toString();
        keyAtHand = found;
    }

    private static String state(Entry entry, EncryptedValue.Kind kind) {
        switch (kind) {
            case PLAIN:
                return entry.value().isEmpty() || entry.kind() == Entry.Kind.NULL ? "empty" : "plain";
            case KMS:
                return "kms";
            default:
                return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    private static String id(Wrap wrap) {
        if (wrap.type() == Wrap.LOCAL) {
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < Wrap.LOCAL_ID; i++) {
                hex.append(String.format("%02x", wrap.body()[i] & 0xFF));
            }
            return hex.toString();
        }
        return wrap.type() == Wrap.KMS ? "aws-kms" : "type " + wrap.type();
    }

    String line() {
        return String.valueOf(entry.place().line());
    }

    String state() {
        return state;
    }

    String name() {
        String name = entry.path().toString();
        return Shown.text(entry.written() ? name : name + " (alias of " + entry.boundTo() + ")");
    }

    String keys() {
        return Shown.text(keys);
    }

    /** Whether one of the keys that the value is encrypted for is there. */
    boolean keyAtHand() {
        return keyAtHand;
    }
}

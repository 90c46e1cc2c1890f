package dev.ske.cli.command;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.Wrap;
import dev.ske.cli.key.KeysAtHand;
import dev.ske.cli.terminal.Shown;
import java.util.Locale;
import java.util.StringJoiner;

/** What can be said about an entry without opening it. */
public final class EntryStatus {
    private final Entry entry;
    private final String state;
    private final String keys;
    private final boolean keyAtHand;

    EntryStatus(Entry entry, EncryptedValue.Kind kind, KeysAtHand atHand) {
        this.entry = entry;
        String found = state(entry, kind);
        StringJoiner ids = new StringJoiner(", ");
        boolean some = false;
        try {
            if (found.equals("encrypted")) {
                for (Wrap wrap : Envelope.parse(entry.value()).wraps()) {
                    String name = atHand.name(wrap);
                    some |= name != null;
                    ids.add(KeysAtHand.id(wrap) + (name == null ? "" : " (" + name + ")"));
                }
            } else if (found.equals("kms")) {
                found = KmsValue.parse(entry.value()).isEnvelope() ? "kms-rsa" : "kms";
                some = atHand.kms() != null;
                ids.add(some ? "(" + atHand.kms() + ")" : "");
            }
        } catch (Failure damaged) {
            // listed as such; encrypt and decrypt say what is wrong with it
            found = "damaged";
            ids = new StringJoiner("");
            some = false;
        }
        state = found;
        keys = ids.toString();
        keyAtHand = some;
    }

    private static String state(Entry entry, EncryptedValue.Kind kind) {
        switch (kind) {
            case PLAIN:
                return entry.value().isEmpty() || entry.kind() == Entry.Kind.NULL ? "empty" : "plain";
            case V2:
                return "encrypted";
            default:
                return kind.name().toLowerCase(Locale.ROOT);
        }
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

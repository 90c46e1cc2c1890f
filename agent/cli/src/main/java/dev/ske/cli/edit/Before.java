package dev.ske.cli.edit;

import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;

/** A value as it was before the edit: in the document, and in the text that the editor showed. */
final class Before {
    private final Entry stored;
    private final Entry shown;
    private final EncryptedValue.Kind kind;

    /** {@code stored}, {@code shown}: the same value, encrypted maybe, and plain. {@code kind}: of the stored one. */
    Before(Entry stored, Entry shown, EncryptedValue.Kind kind) {
        this.stored = stored;
        this.shown = shown;
        this.kind = kind;
    }

    Entry stored() {
        return stored;
    }

    Entry shown() {
        return shown;
    }

    EncryptedValue.Kind kind() {
        return kind;
    }

    boolean encrypted() {
        return kind == EncryptedValue.Kind.V2 || kind == EncryptedValue.Kind.KMS;
    }

    /** Whether it was a text that somebody chose to leave plain. An empty one never had a choice, nor had a number. */
    boolean plainText() {
        return !encrypted() && isText(shown);
    }

    static boolean isText(Entry entry) {
        return entry.kind() == Entry.Kind.STRING && !entry.value().isEmpty();
    }

    /** Whether there is something that can be encrypted. */
    static boolean hasValue(Entry entry) {
        return isText(entry) || entry.kind() == Entry.Kind.NUMBER || entry.kind() == Entry.Kind.BOOLEAN;
    }

    /** Whether the editor gave the value back, under whatever name. */
    boolean hasValueOf(Entry now) {
        return shown.kind() == now.kind() && shown.value().equals(now.value());
    }
}

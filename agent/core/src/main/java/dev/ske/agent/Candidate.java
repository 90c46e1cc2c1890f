package dev.ske.agent;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A name that some source defines, before it is known whether it is served: an entry of a document, a variable, a file. */
final class Candidate {
    /** Characters of base64 that hold the 16 bytes of a tag and more. */
    private static final int ORIGIN = 40;

    private final EntryPath path;
    private final String boundTo;
    private final String value;
    private final EncryptedValue.Kind kind;
    private final @Nullable Path file;
    private final Place place;

    private Candidate(
            EntryPath path, String boundTo, String value, EncryptedValue.Kind kind, @Nullable Path file, Place place) {
        this.path = path;
        this.boundTo = boundTo;
        this.value = value;
        this.kind = kind;
        this.file = file;
        this.place = place;
    }

    /**
     * @param value the entry's own, or what it was expanded to
     * @param rawKms whether its document has ciphertexts of KMS without {@code ENC[}
     */
    static Candidate of(Entry entry, String value, boolean rawKms) {
        EncryptedValue.Kind kind = rawKms ? EncryptedValue.rawKindOf(value) : EncryptedValue.kindOf(value);
        return new Candidate(entry.path(), entry.boundTo().canonical(), value, kind, null, entry.place());
    }

    static Candidate ofVariable(String name, String value) {
        EntryPath path = EntryPath.of(name);
        return new Candidate(
                path, path.canonical(), value, EncryptedValue.kindOf(value), null, new Place("the environment", 0, 0));
    }

    /** A file of a folder of secrets: its bytes are read when it is sealed, not before. */
    static Candidate ofFile(String name, Path file) {
        EntryPath path = EntryPath.of(name);
        return new Candidate(
                path, path.canonical(), "", EncryptedValue.Kind.PLAIN, file, new Place(file.toString(), 0, 0));
    }

    EntryPath path() {
        return path;
    }

    String canonical() {
        return path.canonical();
    }

    /** The canonical name that the encrypted value is bound to: another than its own only behind a YAML alias. */
    String boundTo() {
        return boundTo;
    }

    String value() {
        return value;
    }

    /** What the value is; of a file nobody knows before it is read. */
    EncryptedValue.Kind kind() {
        return kind;
    }

    /** Whether it is no secret: neither encrypted nor a file of a folder of secrets. */
    boolean isSetting() {
        return file == null && kind == EncryptedValue.Kind.PLAIN;
    }

    @Nullable
    Path file() {
        return file;
    }

    Place place() {
        return place;
    }

    /**
     * What tells whether a source still says the same: how long an encrypted value is, its end, which has what authenticates
     * all of it, and the name that it is bound to if that is not its own.
     *
     * @param ciphertext of this candidate
     */
    String origin(String ciphertext) {
        int length = ciphertext.length();
        String end = length + ":" + ciphertext.substring(Math.max(0, length - ORIGIN));
        return boundTo.equals(canonical()) ? end : end + ":" + boundTo;
    }

    @Override
    public String toString() {
        return path + " (" + place + ")";
    }
}

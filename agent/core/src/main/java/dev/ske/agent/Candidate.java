package dev.ske.agent;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A name that some source defines, before it is known whether it is served: an entry of a document, a variable, a file. */
final class Candidate {
    private final EntryPath path;
    private final String boundTo;
    private final String value;
    private final @Nullable Path file;
    private final Place place;

    private Candidate(EntryPath path, String boundTo, String value, @Nullable Path file, Place place) {
        this.path = path;
        this.boundTo = boundTo;
        this.value = value;
        this.file = file;
        this.place = place;
    }

    /** {@code value}: the entry's own, or what it was expanded to. */
    static Candidate of(Entry entry, String value) {
        return new Candidate(entry.path(), entry.boundTo().canonical(), value, null, entry.place());
    }

    static Candidate ofVariable(String name, String value) {
        EntryPath path = EntryPath.of(name);
        return new Candidate(path, path.canonical(), value, null, new Place("the environment", 0, 0));
    }

    /** A file of a folder of secrets: its bytes are read when it is sealed, not before. */
    static Candidate ofFile(String name, Path file) {
        EntryPath path = EntryPath.of(name);
        return new Candidate(path, path.canonical(), "", file, new Place(file.toString(), 0, 0));
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

    @Nullable
    Path file() {
        return file;
    }

    Place place() {
        return place;
    }

    @Override
    public String toString() {
        return path + " (" + place + ")";
    }
}

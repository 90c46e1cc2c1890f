package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A place that entries come from besides the configured document: one item of {@code sources}. */
public final class SourceSpec {
    /** What stands at the source. */
    public enum Kind {
        /** A document of entries. */
        DOCUMENT,
        /** A folder with one file per secret. */
        DIR,
        /** The encrypted values of the real environment. */
        ENV
    }

    private static final String DIRECTORY = "dir:";

    private final Kind kind;
    private final String shown;
    private final @Nullable Path path;
    private final @Nullable String format;
    private final boolean expand;
    private final Place place;

    /** Reads an item of {@code sources}; {@code expand}: what holds for all. Null: {@code env: false}, which is no source. */
    static @Nullable SourceSpec read(Node item, Path document, boolean expand) {
        Node file = item.get("file");
        Node dir = item.get("dir");
        Node env = item.get("env");
        if (item.type() == Setting.Type.STRING) {
            item.refuseBeside("file");
            item.refuseBeside("dir");
            item.refuseBeside("env");
            return text(item, document, expand);
        }
        if ((file == null ? 0 : 1) + (dir == null ? 0 : 1) + (env == null ? 0 : 1) != 1) {
            throw item.invalid("must have one of file, dir and env", null);
        }
        if (file != null) {
            return at(item, Kind.DOCUMENT, file.text(), document, expand);
        }
        if (dir != null) {
            return at(item, Kind.DIR, dir.text(), document, false);
        }
        return Node.isTrue(env) ? environment(item) : null;
    }

    private static SourceSpec text(Node item, Path document, boolean expand) {
        String text = item.text();
        if (text.equals("env") || text.equals("env:true")) {
            return environment(item);
        }
        if (text.startsWith(DIRECTORY)) {
            return at(item, Kind.DIR, text.substring(DIRECTORY.length()), document, false);
        }
        return at(
                item,
                Kind.DOCUMENT,
                text.startsWith(Node.FILE) ? text.substring(Node.FILE.length()) : text,
                document,
                expand);
    }

    private static SourceSpec at(Node item, Kind kind, String path, Path document, boolean expand) {
        if (path.isEmpty()) {
            throw item.invalid("names no path", null);
        }
        Node format = item.get("format");
        if (format != null && kind == Kind.DIR) {
            throw format.invalid("does not go with a folder", "a folder has one file per secret and no format");
        }
        String shape = format == null ? null : format.text();
        Node own = item.get("expand");
        boolean expanded = own == null ? expand : Node.isTrue(own);
        return new SourceSpec(kind, path, item.resolve(path, document), shape, expanded, item.place());
    }

    private static SourceSpec environment(Node item) {
        Node format = item.get("format");
        if (format != null) {
            throw format.invalid("does not go with the environment", null);
        }
        return new SourceSpec(Kind.ENV, "env", null, null, false, item.place());
    }

    public Kind kind() {
        return kind;
    }

    /** The path as written, for messages; {@code env} for the real environment. */
    public String shown() {
        return shown;
    }

    /**
     * The path from the folder of the document that names it.
     *
     * @throws IllegalStateException for {@link Kind#ENV}, which has none
     */
    public Path path() {
        if (path == null) {
            throw new IllegalStateException("the environment has no path");
        }
        return path;
    }

    /** {@code env}, {@code yaml}, {@code json} or {@code properties}; null: the file's name tells. */
    public @Nullable String format() {
        return format;
    }

    /** Whether {@code $NAME} is replaced in values, if it is a .env document. */
    public boolean expand() {
        return expand;
    }

    public Place place() {
        return place;
    }

    private SourceSpec(
            Kind kind, String shown, @Nullable Path path, @Nullable String format, boolean expand, Place place) {
        this.kind = kind;
        this.shown = shown;
        this.path = path;
        this.format = format;
        this.expand = expand;
        this.place = place;
    }
}

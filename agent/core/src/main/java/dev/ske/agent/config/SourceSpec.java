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
    private final boolean rawKms;
    private final Place place;

    /** Reads an item of {@code sources}; {@code all}: what holds for all. Null: {@code env: false}, which is no source. */
    static @Nullable SourceSpec read(Node item, Path document, Config.Draft all) {
        Node file = item.get("file");
        Node dir = item.get("dir");
        Node env = item.get("env");
        if (item.type() == Setting.Type.STRING) {
            item.refuseBeside("file");
            item.refuseBeside("dir");
            item.refuseBeside("env");
            return text(item, document, all);
        }
        if ((file == null ? 0 : 1) + (dir == null ? 0 : 1) + (env == null ? 0 : 1) != 1) {
            throw item.invalid("must have one of file, dir and env", null);
        }
        if (file != null) {
            return document(item, file.text(), document, all);
        }
        if (dir != null) {
            return folder(item, dir.text(), document);
        }
        return Node.isTrue(env) ? environment(item) : null;
    }

    private static SourceSpec text(Node item, Path document, Config.Draft all) {
        String text = item.text();
        if (text.equals("env") || text.equals("env:true")) {
            return environment(item);
        }
        if (text.startsWith(DIRECTORY)) {
            return folder(item, text.substring(DIRECTORY.length()), document);
        }
        return document(item, text.startsWith(Node.FILE) ? text.substring(Node.FILE.length()) : text, document, all);
    }

    private static SourceSpec document(Node item, String path, Path document, Config.Draft all) {
        if (path.isEmpty()) {
            throw item.invalid("names no path", null);
        }
        Node expand = item.get("expand");
        Node rawKms = item.get("raw-kms");
        return new SourceSpec(
                Kind.DOCUMENT,
                path,
                item.resolve(path, document),
                item.get("format"),
                expand == null ? all.expand : Node.isTrue(expand),
                rawKms == null ? all.rawKms : Node.isTrue(rawKms),
                item.place());
    }

    private static SourceSpec folder(Node item, String path, Path document) {
        if (path.isEmpty()) {
            throw item.invalid("names no path", null);
        }
        refuse(item, "format", "does not go with a folder", "a folder has one file per secret and no format");
        refuse(item, "raw-kms", "does not go with a folder", "write the ciphertext as ENC[...]");
        return new SourceSpec(Kind.DIR, path, item.resolve(path, document), null, false, false, item.place());
    }

    private static SourceSpec environment(Node item) {
        refuse(item, "format", "does not go with the environment", null);
        refuse(item, "raw-kms", "does not go with the environment", "write the ciphertext as ENC[...]");
        return new SourceSpec(Kind.ENV, "env", null, null, false, false, item.place());
    }

    private static void refuse(Node item, String name, String why, @Nullable String hint) {
        Node setting = item.get(name);
        if (setting != null) {
            throw setting.invalid(why, hint);
        }
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

    /** Whether a value that looks like a ciphertext of KMS without {@code ENC[} is one. */
    public boolean rawKms() {
        return rawKms;
    }

    public Place place() {
        return place;
    }

    private SourceSpec(
            Kind kind,
            String shown,
            @Nullable Path path,
            @Nullable Node format,
            boolean expand,
            boolean rawKms,
            Place place) {
        this.kind = kind;
        this.shown = shown;
        this.path = path;
        this.format = format == null ? null : format.text();
        this.expand = expand;
        this.rawKms = rawKms;
        this.place = place;
    }
}

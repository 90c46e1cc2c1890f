package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.nio.file.Path;

/** A local key file that the configuration or a command names, not read yet. */
public final class KeySpec {
    private final String shown;
    private final Path file;
    private final boolean relaxed;
    private final Place place;

    /** A key file that a command names. */
    public static KeySpec of(String shown, Path file, Place place) {
        return new KeySpec(shown, file, false, place);
    }

    /** Reads an item of {@code keys}: {@code file:PATH}, or a map with {@code file}. */
    static KeySpec read(Node item, Path document) {
        Node file = item.get("file");
        String path;
        if (item.type() == Setting.Type.STRING) {
            item.refuseBeside("file");
            path = path(item);
        } else if (file != null) {
            path = file.text();
        } else {
            throw item.invalid("names no file", "write file: ./ske.key");
        }
        Node permissions = item.get("permissions");
        boolean relaxed = permissions != null && permissions.text().equals("relaxed");
        return new KeySpec(path, item.resolve(path, document), relaxed, item.place());
    }

    private static String path(Node item) {
        String text = item.text();
        if (text.startsWith("aws-kms:")) {
            throw item.invalid("names an aws-kms key, which is not supported by this version", Shape.LATER_KEYS);
        }
        if (!text.startsWith(Node.FILE) || text.length() == Node.FILE.length()) {
            throw item.invalid("must be file:PATH", "a key file is named like this: file:./ske.key");
        }
        return text.substring(Node.FILE.length());
    }

    /** The path as written, for messages: {@code ./ske.key}. */
    public String shown() {
        return shown;
    }

    /** The path from the folder of the document that names it. */
    public Path file() {
        return file;
    }

    /** Whether {@code permissions: relaxed} lifts the rules about who may read the file. */
    public boolean relaxed() {
        return relaxed;
    }

    public Place place() {
        return place;
    }

    private KeySpec(String shown, Path file, boolean relaxed, Place place) {
        this.shown = shown;
        this.file = file;
        this.relaxed = relaxed;
        this.place = place;
    }
}

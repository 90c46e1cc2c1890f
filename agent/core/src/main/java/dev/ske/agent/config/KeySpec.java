package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** A key that the configuration or a command names, not looked at yet: a local key file, or a key of AWS KMS. */
public final class KeySpec {
    /** What goes with a key of AWS KMS only. */
    private static final String[] OF_KMS = {
        "region", "endpoint", "credentials", "encryption-context", "timeout", "isolation", "attestation"
    };

    private final String shown;
    private final Path file;
    private final boolean relaxed;
    private final @Nullable KmsKey kms;
    private final Place place;

    /** A key file that a command names. */
    public static KeySpec of(String shown, Path file, Place place) {
        return new KeySpec(shown, file, false, null, place);
    }

    /** A key of AWS KMS. */
    public static KeySpec of(KmsKey key) {
        return new KeySpec(key.id(), Paths.get(""), false, key, key.place());
    }

    /** Reads an item of {@code keys}: {@code file:PATH}, {@code aws-kms:KEY}, or a map with {@code file} or {@code aws-kms}. */
    static KeySpec read(Node item, Path document) {
        Node file = item.get("file");
        Node kms = item.get("aws-kms");
        if (item.type() == Setting.Type.STRING) {
            item.refuseBeside("file");
            item.refuseBeside("aws-kms");
            return text(item, document);
        }
        if (file != null && kms != null) {
            throw item.invalid("names both a file and an aws-kms key", "make two keys of it");
        }
        if (file != null) {
            return local(item, file.text(), document);
        }
        if (kms != null) {
            return of(KmsKeyReader.read(item, kms, kms.text(), document));
        }
        throw item.invalid("names no key", "write file: ./ske.key or aws-kms: alias/NAME");
    }

    private static KeySpec text(Node item, Path document) {
        String text = item.text();
        if (text.startsWith(KmsKeyReader.PREFIX)) {
            return of(KmsKeyReader.read(item, item, text.substring(KmsKeyReader.PREFIX.length()), document));
        }
        if (!text.startsWith(Node.FILE) || text.length() == Node.FILE.length()) {
            throw item.invalid(
                    "must be file:PATH or aws-kms:KEY", "a key is named like this: file:./ske.key, aws-kms:alias/NAME");
        }
        return local(item, text.substring(Node.FILE.length()), document);
    }

    private static KeySpec local(Node item, String path, Path document) {
        for (String name : OF_KMS) {
            Node setting = item.get(name);
            if (setting != null) {
                throw setting.invalid("goes with an aws-kms key, and this key is a file", "take it out");
            }
        }
        Node permissions = item.get("permissions");
        boolean relaxed = permissions != null && permissions.text().equals("relaxed");
        return new KeySpec(path, item.resolve(path, document), relaxed, null, item.place());
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

    /** Null: it is a local key file. What is said about files holds for those alone. */
    public @Nullable KmsKey kms() {
        return kms;
    }

    public Place place() {
        return place;
    }

    private KeySpec(String shown, Path file, boolean relaxed, @Nullable KmsKey kms, Place place) {
        this.shown = shown;
        this.file = file;
        this.relaxed = relaxed;
        this.kms = kms;
        this.place = place;
    }
}

package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder as a user has it: a key file {@code ske.key} and documents whose values are sealed under it. */
public final class Desk {
    private final Path folder;
    private final LocalKey key = LocalKey.random();
    private final Sealer sealer = new Sealer(key);

    public Desk(Path folder) {
        this.folder = folder;
        key.writeTo(folder.resolve("ske.key"));
    }

    public Path folder() {
        return folder;
    }

    public LocalKey key() {
        return key;
    }

    /** {@code ENC[v2:...]} under this desk's key. */
    public String seal(String canonicalName, String text) {
        return sealer.seal(canonicalName, text);
    }

    /** For tests that look for the data key of {@link #seal} where it must not be. */
    public byte[] dataKey() {
        return sealer.dataKey();
    }

    /** Writes a document, its folders too. */
    public Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Launch.read(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JVM option that starts the agent with a document of this desk. */
    public String agent(String document) {
        return "-javaagent:" + Jars.agent() + "=config=" + folder.resolve(document);
    }

    /** The same with further agent options, as {@code on-error=warn}. */
    public String agent(String document, String options) {
        return agent(document) + "," + options;
    }
}

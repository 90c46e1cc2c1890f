package dev.ske.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** A folder with a key and documents that serve one secret, each with other settings. */
final class Documents {
    /** The secret's name; its value is 32 characters, made anew by each run. */
    static final String NAME = "DB_PASSWORD";

    private final Path folder;
    private final Path agent;
    private final String encrypted;

    /** Makes the key and encrypts the value with the command line of this agent. */
    Documents(Path folder, Path agent) throws IOException, InterruptedException {
        this.folder = folder;
        this.agent = agent;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path plain = Files.writeString(
                folder.resolve("value.env"), NAME + "=" + HexFormat.of().formatHex(random) + "\n");
        ske("keygen", "ske.key");
        ske("encrypt", "--key", "file:ske.key", "--patterns", NAME, "value.env");
        encrypted = Files.readString(plain);
    }

    /** Writes a document with settings besides the key, as lines of {@code SKE_NAME=VALUE}. */
    Path with(String name, String... settings) throws IOException {
        return Files.writeString(
                folder.resolve(name), "SKE_KEYS=file:./ske.key\n" + String.join("\n", settings) + "\n" + encrypted);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private void ske(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(Bench.java(), "-jar", agent.toString());
        command.command().addAll(List.of(arguments));
        int exit = command.directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("ske " + arguments[0] + " ended with " + exit);
        }
    }
}

package dev.ske.cli;

import dev.ske.cli.kms.AwsKms;
import dev.ske.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Objects;

/** Runs the commands that are called most, as users do, in a folder of its own, so that a JVM can archive the classes that they load. */
final class Practice {
    /** The folder, which is made and removed: nothing in it is a secret. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectory(Paths.get(arguments[0]));
        // what a JVM begins with: were it not in the archive, every start would open the jar for it
        Objects.requireNonNull(Main.class);
        try {
            StringBuilder env = new StringBuilder("SKE_KEYS=file:ske.key\n");
            StringBuilder yaml = new StringBuilder("ske: {keys: [\"file:ske.key\"]}\ndb:\n");
            for (int i = 0; i < 10; i++) {
                env.append("VALUE_").append(i).append("=practice\n");
                yaml.append("  value").append(i).append(": practice\n");
            }
            write(folder.resolve("a.env"), env);
            write(folder.resolve("a.yaml"), yaml);
            Shell real = Shell.real();
            run(folder, real, "keygen", "ske.key");
            run(folder, real, "encrypt", "--patterns", "VALUE*", "a.env");
            run(folder, real, "encrypt", "a.yaml");
            for (String document : new String[] {"a.env", "a.yaml"}) {
                String name = document.equals("a.env") ? "VALUE_3" : "db.value3";
                run(folder, real, "status", document);
                run(folder, real, "status", "--json", "--check", document);
                run(folder, real, "keys", document);
                run(folder, real, "get", name, document);
                run(folder, real, "get", "--no-newline", "--key", "file:ske.key", name, document);
                run(folder, real, "set", "VALUE_3", document);
                run(folder, real, "decrypt", document);
                run(folder, real, "verify", document);
                run(folder, real, "rotate", document);
                run(folder, real, "run", "--dry-run", "--path", document, "--", java());
            }
            run(folder, real, "diff", "a.env", "a.yaml");
            run(folder, real, "unset", "VALUE_3", "a.env");
            run(folder, real, "--help");
            run(folder, real, "--version");
        } finally {
            for (String file : new String[] {"a.env", "a.yaml", "ske.key"}) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    private static String java() {
        return Paths.get(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void write(Path file, CharSequence text) throws IOException {
        Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void run(Path folder, Shell real, String... arguments) throws IOException {
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[] {'x'}),
                real.out(),
                real.err(),
                Collections.emptyMap(),
                folder,
                null,
                false,
                false,
                new AwsKms());
        int exit = Ske.run(shell, arguments);
        if (exit != 0) {
            throw new IOException(arguments[0] + " ended with exit code " + exit);
        }
    }

    private Practice() {}
}

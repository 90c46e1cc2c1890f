package dev.ske.bench.start;

import dev.ske.bench.Ske;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Documents with values of {@link #LENGTH} characters named {@code NAME_0}, {@code NAME_1}, ..., made anew by each run and
 * encrypted by the agent's own command line; and some with secrets of several sizes.
 */
public final class Documents {
    /** A name that each of them has. */
    public static final String NAME = "NAME_0";
    /** Characters of each value. */
    public static final int LENGTH = 32;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final Ske ske;

    /** Makes a key in this folder; {@code kms} is the environment in which AWS KMS is found. */
    public Documents(Path folder, Path agent, Map<String, String> kms) throws IOException, InterruptedException {
        this.folder = folder;
        this.ske = Ske.in(folder, agent, kms);
        ske.run("keygen", "ske.key");
    }

    /** The name of the secret of so many bytes in a document of {@link #sizes}. */
    public static String name(int size) {
        return "SECRET_" + size;
    }

    /** Lines of {@code NAME=VALUE}, plain. */
    Path plain(String file, int values) throws IOException {
        return Files.writeString(folder.resolve(file), values(values, "="));
    }

    /** A .env document of so many values under a local key. */
    public Path env(int values) throws IOException, InterruptedException {
        return encrypted(plain("local-" + values + ".env", values));
    }

    /** The same as YAML. */
    public Path yaml(int values) throws IOException, InterruptedException {
        Path document = Files.writeString(folder.resolve("local-" + values + ".yaml"), values(values, ": "));
        ske.run("encrypt", "--key", "file:ske.key", document.toString());
        return before(document, "ske: {keys: [\"file:./ske.key\"]}\n");
    }

    /** A .env document of one secret of each size in bytes; {@code settings}: lines of {@code SKE_NAME=VALUE}. */
    public Path sizes(String file, List<Integer> sizes, String... settings) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int size : sizes) {
            byte[] value = new byte[size / 2];
            random.nextBytes(value);
            lines.append(name(size))
                    .append('=')
                    .append(HexFormat.of().formatHex(value))
                    .append('\n');
        }
        return encrypted(Files.writeString(folder.resolve(file), lines), settings);
    }

    /** So many values under one data key that KMS opens. */
    public Path v2(int values) throws IOException, InterruptedException {
        Path document = plain("kms-v2-" + values + ".env", values);
        encryptForKms(document);
        return withKmsKey(document, document);
    }

    /** So many values that KMS opens, each with a call of its own, and nothing else. The npm original reads it. */
    public Path direct(int values) throws IOException, InterruptedException {
        Path document = plain("kms-values-" + values + ".env", values);
        encryptForKms(document, "--value-format", "kms");
        return document;
    }

    /** The same values for the agent, with the key's section. */
    public Path withKmsKey(Path direct) throws IOException {
        return withKmsKey(
                direct, direct.resolveSibling("ske-" + direct.getFileName().toString()));
    }

    private Path encrypted(Path document, String... settings) throws IOException, InterruptedException {
        ske.run("encrypt", "--key", "file:ske.key", document.toString());
        return before(document, "SKE_KEYS=file:./ske.key\n" + String.join("\n", settings) + "\n");
    }

    private void encryptForKms(Path document, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("encrypt", "--key", "aws-kms:" + Emulator.ARN));
        words.add("--use-credentials");
        words.addAll(List.of(options));
        words.add(document.toString());
        ske.run(words.toArray(String[]::new));
    }

    private static Path withKmsKey(Path from, Path document) throws IOException {
        return Files.writeString(
                document,
                "SKE_KEYS_0_AWS_KMS=" + Emulator.ARN + "\nSKE_KEYS_0_CREDENTIALS=explicit\n" + Files.readString(from));
    }

    private static Path before(Path document, String head) throws IOException {
        return Files.writeString(document, head + Files.readString(document));
    }

    private String values(int count, String separator) {
        StringBuilder lines = new StringBuilder();
        byte[] value = new byte[LENGTH / 2];
        for (int i = 0; i < count; i++) {
            random.nextBytes(value);
            // a letter first, so that no value is a number in YAML
            String text = "v" + HexFormat.of().formatHex(value).substring(1);
            lines.append("NAME_").append(i).append(separator).append(text).append('\n');
        }
        return lines.toString();
    }
}

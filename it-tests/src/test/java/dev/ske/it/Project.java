package dev.ske.it;

import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The folder of a Node project with its secrets, as often as a test wants it: the same files with the same secrets. */
final class Project {
    static final String ALIAS = "alias/my-key";

    private final Map<String, String> secrets = new TreeMap<>();
    private final TestKey key;

    /** {@code key}: for which its encrypted files are. */
    Project(TestKey key) {
        this.key = key;
        for (String name : new String[] {"db", "api", "jwt", "stripe", "webhook", "mail"}) {
            secrets.put(name, Any.secret());
        }
        secrets.put("jwt", secrets.get("jwt") + " with = and #");
    }

    /** The secret of this name: db, api, jwt, stripe, webhook, mail. */
    String secret(String name) {
        return secrets.get(name);
    }

    Iterable<String> secrets() {
        return secrets.values();
    }

    /** A new folder with nothing encrypted in it. */
    Path plain(Path folder) {
        return write(folder, text -> text);
    }

    /** A new folder in which each secret is encrypted as the npm package does it; .env.encrypted is one more such .env. */
    Path sealed(Path folder) {
        Path written = write(folder, this::seal);
        try {
            Files.writeString(folder.resolve(".env.encrypted"), dotenv(this::seal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written;
    }

    private String seal(String text) {
        return key.symmetric() ? Cloud.direct(key, text) : Cloud.envelope(key, text);
    }

    /** The files of a folder and what is in them. */
    static Map<String, String> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Launch.read(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The .env of the folder, each of its secrets made what {@code as} says. */
    String dotenv(UnaryOperator<String> as) {
        return "# AWS Configuration (never encrypted)\n"
                + "KMS_KEY_ID=" + ALIAS + "\n"
                + "AWS_REGION=" + Cloud.REGION + "\n"
                + "\n"
                + "# Your secrets (will be encrypted)\n"
                + "DB_PASSWORD=" + as.apply(secret("db")) + "\n"
                + "API_KEY=" + as.apply(secret("api")) + "\n"
                + "JWT_SECRET=\"" + as.apply(secret("jwt")) + "\"\n"
                + "\n"
                + "# Non-sensitive values\n"
                + "DB_HOST=localhost\n"
                + "PORT=3000\n"
                + "EMPTY=\n";
    }

    private Path write(Path folder, UnaryOperator<String> as) {
        Map<String, String> files = new TreeMap<>();
        files.put(".env", dotenv(as));
        files.put("secrets.yaml", yaml(as));
        files.put("secrets.json", json(as));
        files.put("package.json", "{\n  \"name\": \"shop\",\n  \"version\": \"1.0.0\"\n}\n");
        files.put("server.js", "require('http').createServer().listen(process.env.PORT)\n");
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private String yaml(UnaryOperator<String> as) {
        return "db:\n"
                + "  host: localhost\n"
                + "  port: 5432\n"
                + "  password: " + as.apply(secret("db")) + "\n"
                + "stripe:\n"
                + "  secret: " + as.apply(secret("webhook")) + "\n"
                + "  secret_key: " + as.apply(secret("stripe")) + "\n"
                + "  publishable_key: pk_test\n"
                + "mail:\n"
                + "  smtp:\n"
                + "    password: " + as.apply(secret("mail")) + "\n"
                + "  old_password_hint: none\n";
    }

    private String json(UnaryOperator<String> as) {
        return "{\n"
                + "  \"db\": {\n"
                + "    \"host\": \"localhost\",\n"
                + "    \"port\": 5432,\n"
                + "    \"password\": \"" + as.apply(secret("db")) + "\"\n"
                + "  },\n"
                + "  \"stripe\": {\n"
                + "    \"secret\": \"" + as.apply(secret("webhook")) + "\",\n"
                + "    \"secret_key\": \"" + as.apply(secret("stripe")) + "\"\n"
                + "  }\n"
                + "}\n";
    }
}

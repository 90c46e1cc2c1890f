package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the npm package's documentation has its users type, typed with our command: the same happens to the same files.
 * The forms of ciphertexts may differ, and ours touches nothing but values where the package writes a document anew.
 */
class OriginalCommandsTest {
    /** The package's documentation says that these are never encrypted; its code, of version 1.1.1, does encrypt them. */
    private static final Set<String> RESERVED = Set.of("KMS_KEY_ID", "AWS_REGION");

    private static final List<String> ALL = List.of("DB_PASSWORD", "API_KEY", "JWT_SECRET", "DB_HOST", "PORT");
    private static final List<String> NONE = List.of();

    /** A line of a report that lists: its state if it has one, and the name. */
    private static final Pattern LISTED = Pattern.compile(
            "\\s*(?:\\d+ +|[\\u2022\\p{So}] +)?(?:(encrypted|plaintext|plain!|plain|empty|kms-rsa|kms) +)?([A-Za-z_][A-Za-z_.]*)(?: .*)?");

    @TempDir
    Path folder;

    private final Credentials user = Credentials.ofUser();
    private Cloud cloud;

    /**
     * A line of the documentation: KEY-ARN stands for the key's ARN.
     *
     * @param sealed whether the folder's values are encrypted before
     * @param file which file changes, null for none
     * @param encrypted the names in that file that are encrypted afterwards
     */
    record Example(boolean sealed, String line, String file, List<String> encrypted) {
        static Example plain(String line, String file, List<String> encrypted) {
            return new Example(false, line, file, encrypted);
        }

        static Example sealed(String line, String file, List<String> encrypted) {
            return new Example(true, line, file, encrypted);
        }

        @Override
        public String toString() {
            return line;
        }
    }

    static List<Example> examples() {
        List<String> yaml = List.of("db.password", "stripe.secret_key", "mail.smtp.password");
        return List.of(
                Example.plain("encrypt --kms-key-id=alias/my-key", ".env", ALL),
                Example.plain("encrypt --kms-key-id alias/my-key", ".env", ALL),
                Example.plain(
                        "encrypt --kms-key-id=KEY-ARN --keys=DB_PASSWORD,API_KEY",
                        ".env",
                        List.of("DB_PASSWORD", "API_KEY")),
                Example.plain(
                        "encrypt --kms-key-id=KEY-ARN --keys=DB_PASSWORD,API_KEY,JWT_SECRET",
                        ".env",
                        List.of("DB_PASSWORD", "API_KEY", "JWT_SECRET")),
                Example.plain(
                        "encrypt --path=./secrets.yaml --kms-key-id=alias/my-key --patterns=**.password,**.secret_key",
                        "secrets.yaml",
                        yaml),
                Example.plain(
                        "encrypt --path ./secrets.yaml --kms-key-id alias/my-key --patterns **.password,**.secret",
                        "secrets.yaml",
                        List.of("db.password", "stripe.secret", "mail.smtp.password")),
                Example.plain(
                        "encrypt --path=secrets.json --kms-key-id=alias/my-key --keys=db.password,stripe.secret",
                        "secrets.json",
                        List.of("db.password", "stripe.secret")),
                Example.plain(
                        "encrypt --path=./.env --format=env --kms-key-id=alias/my-key --exclude=DB_HOST,PORT",
                        ".env",
                        List.of("DB_PASSWORD", "API_KEY", "JWT_SECRET")),
                Example.plain("encrypt --kms-key-id=alias/my-key --region=eu-central-1", ".env", ALL),
                Example.plain("encrypt --kms-key-id=alias/my-key --dry-run", null, NONE),
                Example.plain(
                        "encrypt --path=./.env --output=./.env.encrypted --kms-key-id=alias/my-key",
                        ".env.encrypted",
                        ALL),
                Example.sealed(
                        "encrypt --path ./.env --output ./.env.encrypted --kms-key-id alias/my-key",
                        ".env.encrypted",
                        ALL),
                Example.plain("encrypt --kms-key-id=alias/my-key --use-credentials", ".env", ALL),
                Example.sealed("encrypt --kms-key-id=alias/my-key --keys=DB_PASSWORD,API_KEY", null, NONE),
                Example.sealed("decrypt --path=./.env --kms-key-id=alias/my-key", ".env", NONE),
                Example.sealed("decrypt --path ./.env --kms-key-id alias/my-key", ".env", NONE),
                Example.sealed(
                        "decrypt --path=./.env --keys=API_KEY --kms-key-id=alias/my-key",
                        ".env",
                        List.of("DB_PASSWORD", "JWT_SECRET")),
                Example.sealed(
                        "decrypt --path=./.env --exclude=API_KEY --kms-key-id=alias/my-key",
                        ".env",
                        List.of("API_KEY")),
                Example.sealed(
                        "decrypt --path=./secrets.yaml --patterns=**.password --kms-key-id=alias/my-key",
                        "secrets.yaml",
                        List.of("stripe.secret", "stripe.secret_key")),
                Example.sealed(
                        "decrypt --path=./.env.encrypted --output=./.env --kms-key-id=alias/my-key", ".env", NONE),
                Example.sealed("decrypt --path=./secrets.json --kms-key-id=alias/my-key", "secrets.json", NONE),
                Example.plain("import --kms-key-id=alias/my-key --path=./.env", ".env", ALL),
                Example.plain("import --kms-key-id=alias/my-key", ".env", ALL),
                Example.plain("encrypt --path=./none.env --kms-key-id=alias/my-key", null, NONE),
                Example.sealed("decrypt --path=./none.env --kms-key-id=alias/my-key", null, NONE),
                Example.sealed("status --path=./.env", null, NONE),
                Example.sealed("keys --path=./.env", null, NONE),
                Example.sealed("status --path=./secrets.yaml", null, NONE),
                Example.sealed("keys --path=./secrets.yaml", null, NONE));
    }

    @BeforeEach
    void open() {
        cloud = new Cloud(folder);
        cloud.kms().admit(user);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void what_the_documentation_says_is_done_with_a_symmetric_key(Example example) {
        TestKey key = cloud.kms().createSymmetric();
        Project project = new Project(key);
        Path ours = start(example, project, key, "ours");
        Map<String, String> before = Project.files(ours);
        Run run = ske(ours, example, key);
        assertThat(run.exit()).as("%s", run).isEqualTo(example.line.contains("none.env") ? 1 : 0);
        assertThat(run.stdout() + run.stderr()).doesNotContain(project.secrets());
        assertThat(changed(before, ours)).containsExactlyElementsOf(expected(example));
        if (example.file != null) {
            assertThat(encrypted(ours, example.file)).containsExactlyInAnyOrderElementsOf(example.encrypted);
            opensTo(project, ours, example.file);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void the_package_does_the_same_to_the_same_files(Example example) {
        TestKey key = cloud.kms().createRsa(2048);
        Project project = new Project(key);
        NodeOriginal original = NodeOriginal.in(folder, cloud.kms().environment(), user);
        Path ours = start(example, project, key, "ours");
        Path theirs = start(example, project, key, "theirs");
        Map<String, String> before = Project.files(ours);
        Map<String, String> theirsBefore = Project.files(theirs);
        Run run = ske(ours, example, key);
        Run reference = original.command(theirs, environment(example), arguments(example, key))
                .run();
        assertThat(run.exit()).as("%s\n%s", run, reference).isEqualTo(reference.exit());
        assertThat(reference.exit()).isEqualTo(example.line.contains("none.env") ? 1 : 0);
        assertThat(changed(before, ours))
                .as("%s", reference)
                .isEqualTo(changed(theirsBefore, theirs))
                .containsExactlyElementsOf(expected(example));
        if (example.file != null) {
            Set<String> names = new TreeSet<>(encrypted(theirs, example.file));
            names.removeAll(RESERVED);
            assertThat(encrypted(ours, example.file)).isEqualTo(names);
            assertThat(opened(ours, example.file)).isEqualTo(opened(theirs, example.file));
            opensTo(project, ours, example.file);
        }
        assertThat(listed(run, example.line)).isEqualTo(listed(reference, example.line));
    }

    private Path start(Example example, Project project, TestKey key, String name) {
        cloud.kms().alias(Project.ALIAS, key);
        return example.sealed ? project.sealed(folder.resolve(name)) : project.plain(folder.resolve(name));
    }

    private Run ske(Path where, Example example, TestKey key) {
        return Ske.launch(where, arguments(example, key))
                .env(environment(example))
                .run();
    }

    private static String[] arguments(Example example, TestKey key) {
        return example.line.replace("KEY-ARN", key.arn()).split(" ", -1);
    }

    /** A role's container, or the access keys of a user where the example says that it uses them. */
    private Map<String, String> environment(Example example) {
        if (!example.line.contains("--use-credentials")) {
            return cloud.environment();
        }
        Map<String, String> variables = new TreeMap<>(cloud.kms().environment());
        variables.put("AWS_ACCESS_KEY_ID", user.accessKey());
        variables.put("AWS_SECRET_ACCESS_KEY", user.secretKey());
        return variables;
    }

    private static Set<String> changed(Map<String, String> before, Path where) {
        Set<String> names = new TreeSet<>();
        Project.files(where).forEach((name, text) -> {
            if (!text.equals(before.get(name))) {
                names.add(name);
            }
        });
        before.keySet().stream()
                .filter(name -> !Project.files(where).containsKey(name))
                .forEach(names::add);
        return names;
    }

    private static List<String> expected(Example example) {
        return example.file == null ? NONE : List.of(example.file);
    }

    private static Set<String> encrypted(Path where, String file) {
        Set<String> names = new TreeSet<>();
        Loosely.read(Project.files(where).get(file)).forEach((name, value) -> {
            if (value.startsWith("ENC[")) {
                names.add(name);
            }
        });
        return names;
    }

    /** The file opened by ours, and read; without the names that the package should have left alone. */
    private Map<String, String> opened(Path where, String file) {
        Map<String, String> values = Loosely.read(text(where, file));
        values.keySet().removeAll(RESERVED);
        return values;
    }

    private String text(Path where, String file) {
        Run run = Ske.launch(where, "decrypt", "--kms-key-id", Project.ALIAS, "--output", "-", file)
                .env(cloud.environment())
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        return run.stdout();
    }

    /** Nothing but values has changed: opened, the file is what it was at first, byte for byte. */
    private void opensTo(Project project, Path ours, String file) {
        Path plain = project.plain(folder.resolve("plain"));
        String was = Project.files(plain).get(file.equals(".env.encrypted") ? ".env" : file);
        assertThat(text(ours, file)).isEqualTo(was);
    }

    /** The names that a report is there to list, each with whether it is encrypted where the report says so. */
    private static Map<String, String> listed(Run run, String line) {
        if (!line.matches("(status|keys) .*|.*--dry-run.*")) {
            return Map.of();
        }
        Map<String, String> names = new TreeMap<>();
        for (String reported : run.lines()) {
            Matcher name = LISTED.matcher(reported);
            // the package's other lines begin with a picture too
            boolean other = line.contains("--dry-run") && reported.matches("[^\\p{ASCII}].*|.*:");
            if (name.matches() && !other) {
                String state = name.group(1);
                names.put(name.group(2), state == null ? "" : state.matches("plain.*|empty") ? "plain" : "encrypted");
            }
        }
        if (line.contains("--dry-run")) {
            // the package lists them and then leaves them as they are, or should
            names.keySet().removeAll(RESERVED);
            names.remove("EMPTY");
        }
        return names;
    }
}

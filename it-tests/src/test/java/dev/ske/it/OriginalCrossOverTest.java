package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package's edit, rotate, run and init, typed with our command, and files that go from one to the other. */
class OriginalCrossOverTest {
    @TempDir
    Path folder;

    private final Credentials user = Credentials.ofUser();
    private Cloud cloud;
    private TestKey key;
    private Project project;

    @BeforeEach
    void open() {
        cloud = new Cloud(folder);
        cloud.kms().admit(user);
        key = cloud.kms().createRsa(2048);
        cloud.kms().alias(Project.ALIAS, key);
        project = new Project(key);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void edit_opens_the_file_in_the_editor_and_encrypts_it_again() throws IOException {
        Path ours = project.sealed(folder.resolve("ours"));
        String before = Project.files(ours).get(".env");
        String changed = Any.secret();
        succeeded(edit(ours, changed));
        String after = Project.files(ours).get(".env");
        assertThat(after.lines().filter(line -> !before.lines().toList().contains(line)))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("API_KEY=ENC["))
                .contains("PORT=4000");
        assertThat(opened(ours, ".env"))
                .isEqualTo(project.dotenv(text -> text)
                        .replace(project.secret("api"), changed)
                        .replace("PORT=3000", "PORT=4000"));
        assertThat(Project.files(ours).keySet())
                .isEqualTo(Project.files(project.sealed(folder.resolve("new"))).keySet());
    }

    @Test
    void the_package_s_edit_does_the_same_and_can_read_what_ours_wrote() throws IOException {
        NodeOriginal original = original();
        Path ours = project.sealed(folder.resolve("ours"));
        Path theirs = project.sealed(folder.resolve("theirs"));
        String changed = Any.secret();
        succeeded(edit(ours, changed));
        succeeded(
                original.command(theirs, withEditor(changed), "edit", "--kms-key-id=" + Project.ALIAS, "--path=./.env")
                        .run());
        assertThat(Loosely.read(opened(ours, ".env"))).isEqualTo(Loosely.read(opened(theirs, ".env")));
        succeeded(original.command(
                        ours, cloud.environment(), "decrypt", "--kms-key-id=" + Project.ALIAS, "--output=plain.env")
                .run());
        assertThat(Loosely.read(Project.files(ours).get("plain.env"))).containsEntry("API_KEY", changed);
    }

    @Test
    void after_rotate_the_new_key_opens_the_file_and_the_old_one_does_not() {
        for (TestKey from : new TestKey[] {key, cloud.kms().createSymmetric()}) {
            TestKey to = cloud.kms().createRsa(3072); // keys of one size are one pair there
            cloud.kms().alias("alias/old-key", from).alias("alias/new-key", to);
            Project one = new Project(from);
            Path ours = one.sealed(folder.resolve("ours" + from.spec()));
            succeeded(ske(ours, "rotate", "--old-kms-key-id=alias/old-key", "--kms-key-id=alias/new-key"));
            from.state(TestKey.State.Disabled);
            Run run = ske(ours, "decrypt", "--kms-key-id=alias/new-key", "--output=-", ".env");
            succeeded(run);
            assertThat(without(run.stdout(), "KMS_KEY_ID")).isEqualTo(without(one.dotenv(text -> text), "KMS_KEY_ID"));
            from.state(TestKey.State.Enabled);
            to.state(TestKey.State.Disabled);
            Run old = ske(ours, "decrypt", "--kms-key-id=alias/old-key", "--output=-", ".env");
            assertThat(old.exit()).as("%s", old).isEqualTo(1);
        }
    }

    @Test
    void the_package_s_rotate_does_the_same_and_can_read_what_ours_wrote() {
        NodeOriginal original = original();
        TestKey to = cloud.kms().createRsa(3072);
        cloud.kms().alias("alias/old-key", key).alias("alias/new-key", to);
        Path ours = project.sealed(folder.resolve("ours"));
        Path theirs = project.sealed(folder.resolve("theirs"));
        String[] rotate = {"rotate", "--old-kms-key-id=alias/old-key", "--kms-key-id=alias/new-key"};
        succeeded(ske(ours, rotate));
        succeeded(original.command(theirs, cloud.environment(), rotate).run());
        key.state(TestKey.State.Disabled);
        for (Path one : new Path[] {ours, theirs}) {
            assertThat(encrypted(one, ".env")).containsExactlyInAnyOrder("DB_PASSWORD", "API_KEY", "JWT_SECRET");
            succeeded(original.command(
                            one, cloud.environment(), "decrypt", "--kms-key-id=alias/new-key", "--output=./plain.env")
                    .run());
            assertThat(Loosely.read(Project.files(one).get("plain.env")))
                    .containsEntry("API_KEY", project.secret("api"));
        }
    }

    @Test
    void run_leaves_the_environment_clean_unless_it_is_told_to_fill_it() {
        Path ours = project.sealed(folder.resolve("ours"));
        Run clean = ske(ours, "run", "--kms-key-id=" + Project.ALIAS, "--", "env");
        assertThat(clean.exit()).as("%s", clean).isZero();
        assertThat(clean.stdout())
                .contains("PATH=")
                .doesNotContain(project.secrets())
                .doesNotContain("API_KEY=");
        Run filled = ske(ours, "run", "--kms-key-id=" + Project.ALIAS, "--env", "--all", "--", "env");
        assertThat(filled.exit()).as("%s", filled).isZero();
        assertThat(filled.stderr()).contains("ske: warning: ").doesNotContain(project.secrets());
        assertThat(variables(filled)).isEqualTo(expectedVariables());
    }

    @Test
    void the_package_s_run_prints_the_variables_that_ours_prints_with_all() {
        NodeOriginal original = original();
        Path folderOfBoth = project.sealed(folder.resolve("ours"));
        Run theirs = original.command(
                        folderOfBoth, cloud.environment(), "run", "--kms-key-id=" + Project.ALIAS, "--", "env")
                .run();
        Run ours = ske(folderOfBoth, "run", "--kms-key-id=" + Project.ALIAS, "--env", "--all", "--", "env");
        assertThat(variables(theirs)).isEqualTo(expectedVariables());
        assertThat(variables(ours)).isEqualTo(variables(theirs));
        for (String exit : new String[] {"0", "7"}) {
            String[] run = {"run", "--kms-key-id=" + Project.ALIAS, "--", "sh", "-c", "exit " + exit};
            assertThat(ske(folderOfBoth, run).exit())
                    .isEqualTo(original.command(folderOfBoth, cloud.environment(), run)
                            .run()
                            .exit())
                    .isEqualTo(Integer.parseInt(exit));
        }
    }

    @Test
    void init_makes_a_document_and_refuses_to_make_it_again() throws IOException {
        Path ours = Files.createDirectory(folder.resolve("ours"));
        succeeded(ske(ours, "init", "--path=./.env"));
        String made = Project.files(ours).get(".env");
        Run listed = ske(ours, "keys", "--path=./.env");
        succeeded(listed);
        assertThat(made).isNotEmpty();
        assertThat(ske(ours, "init", "--path=./.env").exit()).isEqualTo(1);
        assertThat(Project.files(ours)).containsEntry(".env", made);
    }

    /** Its documentation says that it leaves them alone: its files are there all the same. */
    @Test
    void a_file_in_which_the_package_encrypted_the_names_that_lead_to_kms_is_opened_in_whole() {
        NodeOriginal original = original();
        for (String command : new String[] {"decrypt", "status", "verify", "keys"}) {
            Path theirs = project.plain(folder.resolve("theirs-" + command));
            succeeded(original.command(theirs, cloud.environment(), "encrypt", "--kms-key-id=" + Project.ALIAS)
                    .run());
            assertThat(encrypted(theirs, ".env")).contains("KMS_KEY_ID", "AWS_REGION");
            // keys opens nothing, and so takes no key
            succeeded(
                    command.equals("keys")
                            ? ske(theirs, command, "--path=./.env")
                            : ske(theirs, command, "--kms-key-id=" + Project.ALIAS, "--path=./.env"));
            if (command.equals("decrypt")) {
                assertThat(Loosely.read(Project.files(theirs).get(".env")))
                        .isEqualTo(Loosely.read(project.dotenv(text -> text)));
            }
        }
    }

    @Test
    void what_the_package_encrypted_all_our_commands_handle() {
        NodeOriginal original = original();
        Path theirs = project.plain(folder.resolve("theirs"));
        for (String file : new String[] {".env", "secrets.yaml", "secrets.json"}) {
            String names = file.equals(".env") ? "DB_PASSWORD,API_KEY,JWT_SECRET" : "db.password,stripe.secret";
            succeeded(original.command(
                            theirs,
                            cloud.environment(),
                            "encrypt",
                            "--path=" + file,
                            "--kms-key-id=" + Project.ALIAS,
                            "--keys=" + names)
                    .run());
            String name = file.equals(".env") ? "DB_PASSWORD" : "db.password";
            String[] by = {"--kms-key-id=" + Project.ALIAS};
            succeeded(ske(theirs, "verify", by[0], file));
            assertThat(ske(theirs, "status", by[0], file).stdout())
                    .contains("kms-rsa")
                    .contains(name);
            assertThat(ske(theirs, "get", by[0], name, file).stdout()).isEqualTo(project.secret("db") + "\n");
            succeeded(ske(theirs, "diff", by[0], file, file));
            succeeded(ske(theirs, "rotate", by[0], file));
            assertThat(ske(theirs, "get", by[0], name, file).stdout()).isEqualTo(project.secret("db") + "\n");
        }
    }

    @Test
    void what_ours_wrote_in_the_format_of_kms_the_package_opens() {
        NodeOriginal original = original();
        Path ours = project.plain(folder.resolve("ours"));
        String[] by = {"--kms-key-id=" + Project.ALIAS, "--value-format=kms"};
        succeeded(ske(ours, "encrypt", by[0], by[1], "--keys=DB_PASSWORD,API_KEY"));
        String set = Any.secret();
        succeeded(Ske.launch(ours, "set", by[0], by[1], "JWT_SECRET", ".env")
                .env(cloud.environment())
                .input(set)
                .run());
        succeeded(ske(ours, "rotate", by[0], by[1], ".env"));
        assertThat(Project.files(ours).get(".env")).doesNotContain("v2:", project.secret("db"), set);
        succeeded(original.command(ours, cloud.environment(), "decrypt", by[0]).run());
        assertThat(Loosely.read(Project.files(ours).get(".env")))
                .containsEntry("DB_PASSWORD", project.secret("db"))
                .containsEntry("JWT_SECRET", set);
    }

    private NodeOriginal original() {
        return NodeOriginal.in(folder, cloud.kms().environment(), user);
    }

    private Run ske(Path where, String... arguments) {
        return Ske.launch(where, arguments).env(cloud.environment()).run();
    }

    private Run edit(Path where, String changed) throws IOException {
        return Ske.launch(where, "edit", "--kms-key-id=" + Project.ALIAS, "--path=./.env")
                .env(withEditor(changed))
                .run();
    }

    /** An editor that changes a secret and a plain value. */
    private Map<String, String> withEditor(String changed) throws IOException {
        Path editor = Files.writeString(
                folder.resolve("editor"),
                "#!/bin/sh\nsed -i -e 's/^API_KEY=.*/API_KEY=" + changed + "/' -e 's/3000/4000/' \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> variables = new TreeMap<>(cloud.environment());
        variables.put("EDITOR", editor.toString());
        return variables;
    }

    private String opened(Path where, String file) {
        Run run = ske(where, "decrypt", "--kms-key-id=" + Project.ALIAS, "--output=-", file);
        succeeded(run);
        return run.stdout();
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

    private Map<String, String> expectedVariables() {
        return new TreeMap<>(Map.of(
                "DB_PASSWORD",
                project.secret("db"),
                "API_KEY",
                project.secret("api"),
                "JWT_SECRET",
                project.secret("jwt"),
                "DB_HOST",
                "localhost",
                "PORT",
                "3000",
                "EMPTY",
                "",
                "KMS_KEY_ID",
                Project.ALIAS,
                "AWS_REGION",
                Cloud.REGION));
    }

    /** What {@code env} printed of the names that the document has. */
    private Map<String, String> variables(Run run) {
        Map<String, String> variables = new TreeMap<>();
        for (String line : run.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0 && expectedVariables().containsKey(line.substring(0, equals))) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    private static String without(String text, String name) {
        return text.replaceAll("(?m)^" + name + "=.*$", name);
    }

    private static void succeeded(Run run) {
        assertThat(run.exit()).as("%s", run).isZero();
    }
}

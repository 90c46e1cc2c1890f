package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's manners: keys, single values, exit codes. */
class CommandLineTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void a_key_is_made_once_for_its_owner_alone(Jdk jdk) throws IOException {
        Path key = folder.resolve("ske.key");
        Run first = Ske.run(folder, jdk, "keygen", "ske.key");
        assertThat(first.exit()).as("%s", first).isZero();
        String text = Files.readString(key);
        assertThat(text).matches("SKE-KEY-1:[A-Za-z0-9_-]{59}\n");
        assertThat(first.stdout() + first.stderr()).doesNotContain(text.substring(10, 30));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("r--------");
        Run second = Ske.run(folder, jdk, "keygen", "ske.key");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.stderr()).startsWith("ske: error: ").contains("ske.key");
        assertThat(key).hasContent(text);
        Files.createSymbolicLink(folder.resolve("link.key"), Path.of("elsewhere.key"));
        assertThat(Ske.run(folder, "keygen", "link.key").exit()).isEqualTo(1);
        assertThat(folder.resolve("elsewhere.key")).doesNotExist();
    }

    @Test
    void a_value_is_set_from_standard_input_and_got_back() {
        for (Form form : Form.values()) {
            String secret = Any.secret() + " \"quoted\" 'too' \\ # äöü";
            Desk desk = desk(form.name());
            desk.write(form.file, form.text(Map.of("REGION", "eu")));
            Run set = Ske.launch(desk.folder(), "set", "DB_PASSWORD", form.file)
                    .input(secret)
                    .run();
            assertThat(set.exit()).as("%s", set).isZero();
            assertThat(set.stdout() + set.stderr()).doesNotContain(secret);
            assertThat(desk.read(form.file))
                    .contains("REGION", "DB_PASSWORD", "ENC[v2:")
                    .doesNotContain(secret);
            assertThat(Ske.run(desk.folder(), "get", "DB_PASSWORD", form.file)
                            .silent()
                            .stdout()
                            .stripTrailing())
                    .as(form.file)
                    .isEqualTo(secret);
            Run served = Jdk.newest()
                    .probe(desk.agent(form.file), "get:DB_PASSWORD", "get:REGION")
                    .run()
                    .silent();
            assertThat(served.stdout()).isEqualTo("get DB_PASSWORD=" + secret + "\nget REGION=eu\n");
            Run again = Ske.launch(desk.folder(), "set", "DB_PASSWORD", form.file)
                    .input("another\n")
                    .run();
            assertThat(again.exit()).as("%s", again).isZero();
            assertThat(Ske.run(desk.folder(), "get", "DB_PASSWORD", form.file)
                            .stdout()
                            .stripTrailing())
                    .isEqualTo("another");
        }
    }

    @Test
    void a_document_that_is_not_there_is_made_when_asked_and_in_every_format() {
        for (Form form : Form.values()) {
            Desk desk = desk("create" + form);
            String secret = Any.secret();
            Launch set = Ske.launch(desk.folder(), "set", "--create", "--key", "file:ske.key", "A", form.file);
            Run run = set.input(secret).run();
            assertThat(run.exit()).as("%s %s", form, run).isZero();
            Run get = Ske.run(desk.folder(), "get", "--key", "file:ske.key", "A", form.file);
            assertThat(get.silent().stdout().stripTrailing()).isEqualTo(secret);
        }
    }

    @Test
    void no_value_is_taken_from_the_command_line() {
        Desk desk = desk("none");
        String text = Form.ENV.text(Map.of("A", "1"));
        desk.write("secrets.env", text);
        String secret = Any.secret();
        for (String[] attempt : new String[][] {
            {"set", "DB_PASSWORD", "secrets.env", secret},
            {"set", "DB_PASSWORD=" + secret, "secrets.env"},
            {"set", "--value", secret, "DB_PASSWORD", "secrets.env"}
        }) {
            Run run = Ske.run(desk.folder(), attempt);
            assertThat(run.exit()).as("%s", run).isIn(1, 2);
            assertThat(desk.read("secrets.env")).isEqualTo(text);
        }
        assertThat(Ske.run(desk.folder(), "set", "DB_PASSWORD", "secrets.env", secret)
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void status_names_what_is_encrypted_and_shows_no_value() {
        Desk desk = desk("status");
        String secret = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nREGION=eu-west-7\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        Run run = Ske.run(desk.folder(), "status", "secrets.env").silent();
        assertThat(run.stdout()).contains("DB_PASSWORD", "REGION").doesNotContain(secret, "eu-west-7", "ENC[");
    }

    @Test
    void usage_errors_exit_with_2_and_failures_with_1() {
        Desk desk = desk("usage");
        for (String[] wrong : new String[][] {
            {"no-such-command"}, {"merge"}, {"encrypt", "--no-such-option", "x.env"}, {"keygen"}, {"get"}
        }) {
            Run run = Ske.run(desk.folder(), wrong);
            assertThat(run.exit()).as("%s %s", List.of(wrong), run).isEqualTo(2);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr()).isNotEmpty().doesNotContain("\tat ");
        }
        desk.write("secrets.env", Form.ENV.text(Map.of("A", "1")));
        for (String[] failing : new String[][] {
            {"encrypt"},
            {"encrypt", "--key", "file:ske.key", "missing.env"},
            {"encrypt", "--key", "file:missing.key", "secrets.env"},
            {"get", "NO_SUCH_NAME", "secrets.env"},
            {"status", "missing.env"}
        }) {
            Run run = Ske.run(desk.folder(), failing);
            assertThat(run.exit()).as("%s %s", List.of(failing), run).isEqualTo(1);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr()).startsWith("ske: error: ").doesNotContain("\tat ");
        }
    }

    @OnOldestAndNewestJdk
    void help_and_version_are_answered_on_standard_output(Jdk jdk) {
        Run help = Ske.run(folder, jdk, "--help").silent();
        assertThat(help.stdout()).contains("keygen", "encrypt", "decrypt", "set", "get", "status");
        assertThat(Ske.run(folder, jdk, "encrypt", "--help").silent().stdout())
                .contains("--key", "--keys", "--patterns", "--exclude");
        assertThat(Ske.run(folder, jdk, "--version").silent().stdout()).containsPattern("\\d+\\.\\d+\\.\\d+");
    }

    private Desk desk(String name) {
        return new Desk(folder.resolve(name).toFile().mkdir() ? folder.resolve(name) : folder);
    }
}

package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged jar as git's merge driver, external diff and textconv, in a repository with real branches. */
class GitTest {
    private final Path home;
    private final Desk desk;

    GitTest(@TempDir Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        desk = new Desk(Files.createDirectories(folder.resolve("repository")));
    }

    @BeforeEach
    void configure() {
        assumeTrue(
                Launch.of("sh").with("-c", "command -v git").run().exit() == 0,
                "there is no git: its drivers are not tested");
        String ske = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -jar '"
                + Jars.agent() + "'";
        git("init", "-q", "-b", "main");
        git("config", "merge.ske.driver", ske + " merge -L ours -L theirs %O %A %B %P");
        git("config", "diff.ske.command", ske + " diff --git");
        git("config", "diff.ske.textconv", ske + " diff --textconv");
        desk.write(".gitignore", "*.key\n");
        desk.write(".gitattributes", "secrets.* merge=ske diff=ske\n");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void two_branches_that_each_add_a_secret_merge(Form form) {
        String file = form.file;
        String first = Any.secret();
        String ours = Any.secret();
        String theirs = Any.secret();
        desk.write(file, form.text(Map.of("FIRST", first)));
        assertThat(Ske.run(desk.folder(), "encrypt", file).exit()).isZero();
        commit("first");
        git("checkout", "-q", "-b", "topic");
        set("THEIRS", theirs, file);
        commit("theirs");
        git("checkout", "-q", "main");
        set("OURS", ours, file);
        commit("ours");
        git("merge", "-q", "--no-edit", "topic");
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(Ske.run(desk.folder(), "verify", file).silent().stdout()).contains("FIRST", "OURS", "THEIRS");
        assertThat(get("FIRST", file)).isEqualTo(first);
        assertThat(get("OURS", file)).isEqualTo(ours);
        assertThat(get("THEIRS", file)).isEqualTo(theirs);
        assertThat(desk.read(file)).contains("ENC[v2:").doesNotContain(first, ours, theirs);
    }

    @Test
    void two_branches_that_change_one_secret_are_in_conflict() {
        String file = "secrets.yaml";
        desk.write(file, Form.YAML.text(Map.of("A", Any.secret(), "B", Any.secret())));
        assertThat(Ske.run(desk.folder(), "encrypt", file).exit()).isZero();
        commit("first");
        git("checkout", "-q", "-b", "topic");
        set("A", Any.secret(), file);
        commit("theirs");
        git("checkout", "-q", "main");
        set("A", Any.secret(), file);
        commit("ours");
        Run merge = run("merge", "topic");
        assertThat(merge.exit()).isEqualTo(1);
        assertThat(merge.stderr())
                .contains("ske: error: secrets.yaml: both sides changed A\n")
                .doesNotContain("ENC[");
        assertThat(git("status", "--porcelain")).contains("UU secrets.yaml");
        assertThat(desk.read(file).lines().filter(line -> line.matches("(<{7}|={7}|>{7}).*")))
                .hasSize(3);
        assertThat(git("diff")).contains("<<<<<<< ours", "A: '<encrypted ").doesNotContain("ENC[");
    }

    @Test
    void git_diff_shows_names_and_no_value_or_ciphertext() {
        String file = "secrets.yaml";
        String secret = Any.secret();
        desk.write(file, Form.YAML.text(Map.of("A", Any.secret(), "B", Any.secret())));
        assertThat(Ske.run(desk.folder(), "encrypt", file).exit()).isZero();
        commit("first");
        set("A", secret, file);
        set("C", Any.secret(), file);
        assertThat(git("diff")).isEqualTo("secrets.yaml: 1 added, 1 changed\n~ A\n+ C\n");
        String text = git("diff", "--no-ext-diff");
        assertThat(text)
                .containsPattern("(?m)^-A: <encrypted [0-9a-f]{12} for [0-9a-f]{16}>$")
                .containsPattern("(?m)^\\+C: <encrypted [0-9a-f]{12} for [0-9a-f]{16}>$")
                .doesNotContain("ENC[", secret);
        commit("second");
        git("rm", "-q", file);
        assertThat(git("diff", "--cached"))
                .startsWith("secrets.yaml: ")
                .contains("4 removed")
                .contains("- A\n");
        assertThat(git("log", "-p")).contains("+C: <encrypted ").doesNotContain("ENC[", secret);
    }

    private void set(String name, String secret, String file) {
        Run set = Ske.launch(desk.folder(), "set", "--create", name, file)
                .input(secret)
                .run();
        assertThat(set.exit()).as("%s", set).isZero();
    }

    private String get(String name, String file) {
        return Ske.run(desk.folder(), "get", "-n", name, file).silent().stdout();
    }

    private void commit(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    private String git(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exit())
                .as("git %s: %s", String.join(" ", arguments), run)
                .isZero();
        return run.stdout();
    }

    /** With nothing of the machine's and the user's own settings. */
    private Run run(String... arguments) {
        return Launch.of("git")
                .with("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "--no-pager")
                .with(arguments)
                .env("HOME", home.toString())
                .env("GIT_CONFIG_NOSYSTEM", "1")
                .in(desk.folder())
                .run();
    }
}

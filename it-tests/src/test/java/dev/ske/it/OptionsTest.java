package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the agent is told where its configuration is, and what it says when that is wrong. */
class OptionsTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private final String bare = "-javaagent:" + Jars.agent();
    private Desk desk;
    private String document;

    @BeforeEach
    void write_a_document() {
        desk = new Desk(folder);
        document = "SKE_KEYS=file:" + folder.resolve("ske.key") + "\nA=" + desk.seal("A", secret) + "\n";
        desk.write("secrets.env", document);
    }

    @OnOldestAndNewestJdk
    void a_path_may_hold_commas_spaces_and_equals_signs(Jdk jdk) {
        desk.write("a, b=c/my secrets,v1.env", document);
        Run run = jdk.probe(desk.agent("a, b=c/my secrets,v1.env", "log=warn"), "get:A")
                .run();
        assertThat(run.silent().value("get A")).isEqualTo(secret);
    }

    @OnOldestAndNewestJdk
    void a_relative_path_means_the_working_folder(Jdk jdk) {
        Run run = jdk.probe(bare + "=config=secrets.env", "get:A").in(folder).run();
        assertThat(run.silent().value("get A")).isEqualTo(secret);
    }

    @OnOldestAndNewestJdk
    void the_environment_names_the_document_and_the_option_wins(Jdk jdk) throws Exception {
        Files.writeString(folder.resolve("other.env"), "A=other\n");
        Launch byEnvironment = jdk.probe(bare, "get:A").env("SKE_CONFIG", folder + "/secrets.env");
        assertThat(byEnvironment.run().silent().value("get A")).isEqualTo(secret);
        Launch both = jdk.probe(desk.agent("secrets.env"), "get:A").env("SKE_CONFIG", folder + "/other.env");
        assertThat(both.run().silent().value("get A")).isEqualTo(secret);
    }

    @Test
    void no_other_variable_of_ours_is_taken_from_the_environment() {
        Run run = Jdk.newest()
                .probe(desk.agent("secrets.env"), "get:A")
                .env("SKE_KEYS", "file:/nonexistent")
                .env("SKE_ON_ERROR", "nonsense")
                .run();
        assertThat(run.silent().value("get A")).isEqualTo(secret);
    }

    @OnEachJdk
    void without_a_configuration_the_start_fails_even_beside_a_document(Jdk jdk) {
        desk.write("secrets.yaml", "A: injected\n");
        Run run = jdk.probe(bare, "get:A").in(folder).run();
        StartFailure.check(run, "CONFIG_INVALID", "config=");
    }

    @OnOldestAndNewestJdk
    void config_auto_looks_in_the_working_folder(Jdk jdk) {
        desk.write(".env", document);
        Run run = jdk.probe(bare + "=config=auto", "get:A").in(folder).run();
        assertThat(run.silent().value("get A")).isEqualTo(secret);
        desk.write("secrets.yaml", "A: from yaml\n");
        Run yaml = jdk.probe(bare + "=config=auto", "get:A").in(folder).run();
        assertThat(yaml.silent().value("get A")).isEqualTo("from yaml");
    }

    @Test
    void a_misspelt_option_is_answered_with_the_nearest_one() {
        Run run = Jdk.newest()
                .probe(desk.agent("secrets.env", "profil=prod"), "get:A")
                .run();
        StartFailure.check(run, "CONFIG_INVALID", "profile");
        Run first = Jdk.newest().probe(bare + "=konfig=x.env", "get:A").run();
        StartFailure.check(first, "CONFIG_INVALID", "config");
        Run value = Jdk.newest()
                .probe(desk.agent("secrets.env", "on-error=ignore"), "get:A")
                .run();
        StartFailure.check(value, "CONFIG_INVALID", "on-error", "fail", "warn");
    }

    @OnOldestAndNewestJdk
    void a_missing_document_and_a_folder_are_errors(Jdk jdk) {
        StartFailure.check(jdk.probe(desk.agent("missing.yaml"), "get:A").run(), "DOCUMENT_MISSING", "missing.yaml");
        desk.write("folder.env/x", "");
        StartFailure.check(jdk.probe(desk.agent("folder.env"), "get:A").run(), "DOCUMENT_MISSING", "folder.env");
    }

    @Test
    void an_unknown_setting_is_answered_with_its_place_and_the_nearest_one() {
        desk.write("bad.yaml", "ske:\n  keys: [file:./ske.key]\n  on-eror: warn\nA: 1\n");
        StartFailure.check(
                Jdk.inTurn(0).probe(desk.agent("bad.yaml"), "get:A").run(),
                "CONFIG_INVALID",
                "bad.yaml:3",
                "on-eror",
                "on-error");
        desk.write("bad.env", "SKE_KEYS=file:./ske.key\nSKE_REQIRED=A\n");
        StartFailure.check(
                Jdk.inTurn(1).probe(desk.agent("bad.env"), "get:A").run(),
                "CONFIG_INVALID",
                "bad.env:2",
                "SKE_REQIRED",
                "SKE_REQUIRED");
        desk.write("type.json", "{\"ske\": {\"keys\": [\"file:./ske.key\"],\n\"expose\": 7}, \"A\": \"1\"}");
        StartFailure.check(
                Jdk.inTurn(2).probe(desk.agent("type.json"), "get:A").run(), "CONFIG_INVALID", "type.json:2", "expose");
        desk.write("source.yaml", "ske:\n  sources:\n    - nowhere.env\n");
        StartFailure.check(
                Jdk.inTurn(3).probe(desk.agent("source.yaml"), "get:A").run(), "DOCUMENT_MISSING", "nowhere.env");
        desk.write("variable.yaml", "ske:\n  keys:\n    - file:${NO_SUCH_VARIABLE}/ske.key\n");
        StartFailure.check(
                Jdk.inTurn(4).probe(desk.agent("variable.yaml"), "get:A").run(),
                "CONFIG_INVALID",
                "variable.yaml:3",
                "NO_SUCH_VARIABLE");
    }

    @Test
    void a_document_that_may_not_be_read_is_an_error() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")) || !"root".equals(System.getProperty("user.name")),
                "needs a user whom the file's mode stops: root can read everything, and setpriv is not installed");
        Files.setPosixFilePermissions(folder.resolve("secrets.env"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> other = "root".equals(System.getProperty("user.name"))
                ? List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                : List.of("/usr/bin/env");
        // copies, because the other user may not reach the folder of the build
        Path agent = Files.copy(Jars.agent(), folder.resolve("ske-agent.jar"));
        Path program = Files.copy(Programs.plainJar(), folder.resolve("program.jar"));
        Run run = Launch.of(other.get(0))
                .with(other.subList(1, other.size()).toArray(String[]::new))
                .with(Jdk.running().home().resolve("bin/java").toString())
                .with("-javaagent:" + agent + "=config=" + folder.resolve("secrets.env"))
                .with("-cp", program.toString(), "probe.Probe", "get:A")
                .run();
        StartFailure.check(run, "DOCUMENT_MISSING", "secrets.env");
    }
}

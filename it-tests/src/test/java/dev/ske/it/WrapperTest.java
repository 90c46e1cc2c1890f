package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/ske}: finds the jar and a Java, and starts from a prepared folder if there is one for them. */
class WrapperTest {
    private static final Path WRAPPER = Path.of("../bin/ske").toAbsolutePath().normalize();
    private static final String REPORT = "a.env: 1 plain; a key is at hand for 0";

    @TempDir
    Path folder;

    @BeforeEach
    void write_a_document() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("a.env"), "HOST=db.example.org\n");
    }

    @OnEachJdk
    void it_works_without_preparation_and_without_a_warning(Jdk jdk) {
        Run run = ske(WRAPPER, jdk).with("status", "a.env").run().silent();
        assertThat(run.stdout()).endsWith(REPORT + "\n");
    }

    @OnEachJdk
    void it_starts_from_a_prepared_folder_and_its_archive(Jdk jdk) throws IOException {
        Path cache = folder.resolve("cache");
        Run prepared =
                ske(WRAPPER, jdk).with("prepare", "--dir", cache.toString()).run();
        assertThat(prepared.stderr()).isEmpty();
        assertThat(prepared.stdout()).contains("ske-cli-");
        Run run = ske(WRAPPER, jdk)
                .env("SKE_CACHE", cache.toString())
                .with("status", "a.env")
                .run()
                .silent();
        assertThat(run.stdout()).endsWith(REPORT + "\n");
        Run doctor = ske(WRAPPER, jdk)
                .env("SKE_CACHE", cache.toString())
                .with("doctor", "a.env")
                .run();
        assertThat(doctor.stdout())
                .contains(" agent: ", "\nok       document: a.env\n")
                .doesNotContain("not in it", "error ");
        assertThat(doctor.stderr()).isEmpty(); // not even of the native library that it loads
        String classes = classes(jdk, cache);
        assertThat(classes).contains("dev.ske.cli.command.Status");
        if (jdk.feature() < 11) {
            assertThat(classes)
                    .as("without an archive the jar of plain classes is slower")
                    .contains("PayloadLoader");
        } else {
            assertThat(classes).doesNotContain("dev.ske.agent.PayloadLoader");
            assertThat(classes).containsPattern("dev\\.ske\\.cli\\.Main source: shared objects file");
            assertThat(classes).containsPattern("dev\\.ske\\.cli\\.command\\.Status source: shared objects file");
            try (DirectoryStream<Path> archives = Files.newDirectoryStream(cache, "ske-cli-*.jsa")) {
                Files.writeString(archives.iterator().next(), "not an archive");
            }
            Run spoiled = ske(WRAPPER, jdk)
                    .env("SKE_CACHE", cache.toString())
                    .with("status", "a.env")
                    .run()
                    .silent();
            assertThat(spoiled.stdout()).isEqualTo(run.stdout());
        }
    }

    @Test
    void a_jar_that_is_newer_than_the_preparation_is_what_runs() throws IOException {
        Jdk jdk = Jdk.running();
        Path home = Files.createDirectories(folder.resolve("opt/bin"));
        Path wrapper = copy(home.resolve("ske"));
        Path jar = Files.copy(Jars.agent(), home.resolve("ske-agent.jar"));
        Path cache = home.resolve("ske-cache");
        ske(wrapper, jdk).with("prepare", "--dir", cache.toString()).run();
        assertThat(loaded(ske(wrapper, jdk))).doesNotContain("dev.ske.agent.PayloadLoader");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(loaded(ske(wrapper, jdk))).contains("dev.ske.agent.PayloadLoader");
    }

    @Test
    void a_relative_cache_home_counts_as_none() throws IOException {
        Jdk jdk = Jdk.running();
        Path cache = folder.resolve("cache/ske");
        ske(WRAPPER, jdk).with("prepare", "--dir", cache.toString()).run();
        String absolute = folder.resolve("cache").toString();
        assertThat(loaded(ske(WRAPPER, jdk).env("XDG_CACHE_HOME", absolute)))
                .doesNotContain("dev.ske.agent.PayloadLoader");
        assertThat(loaded(ske(WRAPPER, jdk).env("XDG_CACHE_HOME", "cache"))).contains("dev.ske.agent.PayloadLoader");
    }

    @Test
    void what_another_user_may_have_prepared_is_not_run() throws IOException {
        assumeTrue(Nobody.isAnother(), "it takes root to give a folder away");
        Jdk jdk = Jdk.running();
        Path home = Files.createDirectory(folder.resolve("home"));
        Launch own = ske(WRAPPER, jdk).env("HOME", home.toString());
        own.with("prepare").run();
        assertThat(loaded(ske(WRAPPER, jdk).env("HOME", home.toString())))
                .doesNotContain("dev.ske.agent.PayloadLoader");
        give(home);
        assertThat(loaded(ske(WRAPPER, jdk).env("HOME", home.toString()))).contains("dev.ske.agent.PayloadLoader");

        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path jar = Files.copy(Jars.agent(), shared.resolve("ske-agent.jar"));
        Path cache = shared.resolve("ske-cache");
        ske(WRAPPER, jdk)
                .env("SKE_AGENT_JAR", jar.toString())
                .with("prepare", "--dir", cache.toString())
                .run();
        Launch.of("chmod").with("1777", shared.toString()).run().silent();
        Launch beside = ske(WRAPPER, jdk).env("SKE_AGENT_JAR", jar.toString());
        assertThat(loaded(beside)).doesNotContain("dev.ske.agent.PayloadLoader");
        give(cache);
        assertThat(loaded(ske(WRAPPER, jdk).env("SKE_AGENT_JAR", jar.toString())))
                .contains("dev.ske.agent.PayloadLoader");
    }

    /** The folder, and not what is in it. */
    private static void give(Path folder) {
        Launch.of("chown").with("65534", folder.toString()).run().silent();
    }

    @Test
    void it_finds_itself_through_links_and_in_folders_with_blanks() throws IOException {
        Path home = folder.resolve("o p t");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        copy(home.resolve("bin/ske"));
        Files.createSymbolicLink(home.resolve("lib/ske-agent.jar"), Jars.agent());
        Files.createSymbolicLink(folder.resolve("first"), Path.of("o p t/bin/ske"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), folder.resolve("first"));
        Run run = ske(second, Jdk.running()).with("keygen", "my own.key").run().silent();
        assertThat(run.stdout()).startsWith("my own.key: made key ");
        assertThat(folder.resolve("my own.key")).exists();
    }

    @Test
    void what_is_missing_is_said_in_two_lines() throws IOException {
        Run noJava = Launch.of(WRAPPER.toString())
                .env("JAVA_HOME", "/nowhere")
                .in(folder)
                .with("status")
                .run();
        assertThat(noJava.stderr())
                .startsWith("ske: error: JAVA_HOME has no bin/java: /nowhere\nske: hint: ")
                .hasLineCount(2);
        assertThat(noJava.exit()).isEqualTo(127);
        Path alone = copy(folder.resolve("ske"));
        Run noJar = ske(alone, Jdk.running()).with("status").run();
        assertThat(noJar.stderr())
                .startsWith("ske: error: there is no ske-agent.jar beside ")
                .hasLineCount(2);
        assertThat(noJar.exit()).isEqualTo(127);
        Run named = ske(alone, Jdk.running())
                .env("SKE_AGENT_JAR", Jars.agent().toString())
                .with("status", "a.env")
                .run();
        assertThat(named.silent().stdout()).endsWith(REPORT + "\n");
    }

    @OnEachJdk
    void options_that_are_meant_for_programs_do_not_reach_it(Jdk jdk) {
        Run run = ske(WRAPPER, jdk)
                .env("JAVA_TOOL_OPTIONS", "-javaagent:" + folder.resolve("none.jar"))
                .env("JDK_JAVA_OPTIONS", "-Dx=y")
                .env("_JAVA_OPTIONS", "-Dx=y")
                .with("status", "a.env")
                .run()
                .silent();
        assertThat(run.stdout()).endsWith(REPORT + "\n");
    }

    @Test
    void a_reader_that_has_seen_enough_is_no_error_and_a_full_disk_is() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append("NAME_").append(i).append("=x\n"); // more than a pipe holds
        }
        Files.writeString(folder.resolve("many.env"), many);
        Run read = Launch.of("/bin/sh")
                .env("JAVA_HOME", Jdk.running().home().toString())
                .env("HOME", folder.toString())
                .in(folder)
                .with("-c", "\"$0\" keys many.env | head -n 1", WRAPPER.toString())
                .run();
        assertThat(read.stdout()).isEqualTo("NAME_0\n");
        assertThat(read.stderr()).isEmpty();
        Run full = Launch.of("/bin/sh")
                .env("JAVA_HOME", Jdk.running().home().toString())
                .env("HOME", folder.toString())
                .in(folder)
                .with("-c", "\"$0\" keys many.env > /dev/full", WRAPPER.toString())
                .run();
        assertThat(full.stderr()).startsWith("ske: error: standard output cannot be written\nske: hint: ");
        assertThat(full.exit()).isEqualTo(1);
    }

    @Test
    void it_is_of_the_version_of_the_jar() throws IOException {
        String version =
                ske(WRAPPER, Jdk.running()).with("--version").run().lines().get(0);
        assertThat(Files.readString(WRAPPER)).contains("\n" + version.replace("ske ", "version=") + "\n");
    }

    /** Not by this process: what another test has just forked would have the copy open, and so nobody could run it. */
    private static Path copy(Path to) {
        Launch.of("cp").with("-p", WRAPPER.toString(), to.toString()).run().silent();
        return to;
    }

    private Launch ske(Path wrapper, Jdk jdk) {
        return Launch.of(wrapper.toString())
                .env("JAVA_HOME", jdk.home().toString())
                .env("HOME", folder.toString())
                .in(folder);
    }

    private String classes(Jdk jdk, Path cache) {
        return loaded(ske(WRAPPER, jdk).env("SKE_CACHE", cache.toString()));
    }

    /** What the JVM says of the classes that it loads. */
    private static String loaded(Launch launch) {
        return launch.env("SKE_JAVA_OPTS", "-verbose:class")
                .with("status", "a.env")
                .run()
                .stdout();
    }
}

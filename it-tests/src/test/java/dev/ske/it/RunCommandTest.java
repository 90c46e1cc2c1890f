package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ske run}: the program gets its secrets, its environment does not, and all else passes through. */
class RunCommandTest {
    private static final String WARNING = "ske: warning: the environment of the program holds secrets";

    private final String secret = Any.secret();
    private final String other = Any.secret();

    @TempDir
    private Path root;

    private Desk desk;

    @BeforeEach
    void a_desk_in_a_folder_with_a_blank_and_a_comma() throws IOException {
        desk = new Desk(Files.createDirectories(root.resolve("a b, c")));
        desk.write(
                ".env",
                "SKE_KEYS=file:ske.key\nREGION=eu\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\nAPI_TOKEN="
                        + desk.seal("API_TOKEN", other) + "\n");
    }

    @OnEachJdk
    void a_java_program_is_served_and_its_environment_has_nothing_of_it(Jdk jdk) {
        Run run = ske("--")
                .with(java(jdk, "get:DB_PASSWORD", "get:REGION", "environ", "child"))
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("get REGION")).isEqualTo("eu");
        for (String word : List.of("environ", "child")) {
            assertThat(run.values(word))
                    .isNotEmpty()
                    .noneMatch(
                            line -> line.contains(secret) || line.contains("REGION") || line.contains("TOOL_OPTIONS"));
        }
    }

    @OnEachJdk
    void programs_that_start_a_jvm_get_the_agent_by_a_variable(Jdk jdk) {
        Path jar = copyOfTheJar();
        Run run = Jdk.running()
                .java("-jar", jar.toString(), "run")
                .in(desk.folder())
                .env("JAVA_TOOL_OPTIONS", "-Dprobe='as it was'")
                .with(script(jdk, "get:DB_PASSWORD", "property:probe", "environ"))
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("property probe")).isEqualTo("as it was");
        assertThat(run.values("environ")).noneMatch(line -> line.contains(secret) || line.contains("REGION"));
        assertThat(run.errors()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
    }

    @OnEachJdk
    void keys_of_the_command_line_reach_the_agent_both_ways(Jdk jdk) throws IOException {
        desk.write(".env", desk.read(".env").replace("SKE_KEYS=file:ske.key", "SKE_REQUIRED=DB_PASSWORD"));
        Run none = ske().with(java(jdk, "get:DB_PASSWORD")).run();
        assertThat(none.exit()).isEqualTo(77);
        assertThat(none.stdout()).isEmpty();
        Run direct = ske("--key", "file:ske.key")
                .with(java(jdk, "get:DB_PASSWORD", "environ"))
                .run();
        assertThat(direct.silent().value("get DB_PASSWORD")).isEqualTo(secret);
        Run indirect = ske("--key", "file:ske.key")
                .with(script(jdk, "get:DB_PASSWORD"))
                .run();
        assertThat(indirect.value("get DB_PASSWORD")).isEqualTo(secret);
        try (var files = Files.list(desk.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".env", "ske.key", "script");
        }
    }

    @ParameterizedTest
    @CsvSource({"'exit 0', 0", "'exit 3', 3", "'exit 255', 255", "'kill -KILL $$', 137", "'kill -TERM $$', 143"})
    void the_exit_code_is_the_programs(String script, int exit) {
        Run run = ske("sh", "-c", script).run();
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.stdout() + run.stderr()).isEmpty();
    }

    @Test
    void a_program_that_does_not_start_gives_a_shells_exit_codes() {
        Run missing = ske("--", "no-such-program", secret).run();
        assertThat(missing.exit()).isEqualTo(127);
        assertThat(missing.errors()).hasSize(2).first().asString().startsWith("ske: error: there is no program");
        assertThat(missing.stderr()).doesNotContain(secret);
        Run noProgram = ske("./.env").run();
        assertThat(noProgram.exit()).isEqualTo(126);
        assertThat(ske().run().exit()).isEqualTo(2);
        assertThat(ske("--path", "none.env", "true").run().exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "INT", "USR1", "USR2"})
    void a_signal_reaches_the_program_whose_exit_code_counts(String signal) throws Exception {
        String script = "trap 'echo got; exit 7' " + signal + "; echo .; while :; do sleep 0.1; done";
        // who builds in the background, or under nohup, has it ignored by all that he starts
        Launch heeding = ske("sh", "-c", script).under("env", "--default-signal=" + signal);
        try (Live live = heeding.start()) {
            live.ready();
            send(signal, live.pid());
            Run run = live.await();
            assertThat(run.stdout()).isEqualTo("got\n");
            assertThat(run.exit()).isEqualTo(7);
        }
    }

    @OnOldestAndNewestJdk
    void a_jvm_that_is_terminated_runs_its_shutdown_hooks_and_ends_as_it_would_alone(Jdk jdk) throws Exception {
        try (Live live = ske().with(java(jdk, "stdin")).start()) {
            assertThat(live.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo(secret);
            send("TERM", live.pid());
            assertThat(live.await().exit()).isEqualTo(143);
        }
    }

    @Test
    void an_ignored_signal_stays_ignored() {
        Run run = ske("sh", "-c", "kill -HUP $$; echo alive")
                .under("sh", "-c", "trap '' HUP; exec \"$@\"", "sh")
                .run();
        assertThat(run.silent().stdout()).isEqualTo("alive\n");
    }

    @Test
    void standard_input_passes_through_untouched() {
        String text = "one\ntwo\0three\n".repeat(10_000);
        assertThat(ske("cat").input(text).run().silent().stdout()).isEqualTo(text);
    }

    @Test
    void named_values_are_put_into_the_environment_of_a_program_that_is_no_jvm() {
        Run run = ske("--env", "DB_PASSWORD", "--", "env").env("REGION", "real").run();
        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .contains("DB_PASSWORD=" + secret, "REGION=real")
                .noneMatch(line -> line.contains(other));
        assertThat(run.lines()).noneMatch(line -> line.startsWith("SKE_") || line.startsWith("JAVA_TOOL_OPTIONS"));
        assertThat(run.errors()).singleElement().asString().startsWith(WARNING);
        assertThat(run.stderr()).doesNotContain(secret, other);
    }

    @Test
    void all_values_are_put_there_as_the_npm_package_does() {
        desk.write(".env.local", "REGION=us\nLOCAL='two words'\n");
        Run run = ske("--env", "--all", "--", "sh", "-c", "env; exit 5")
                .env("REGION", "real")
                .run();
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.lines())
                .contains("DB_PASSWORD=" + secret, "API_TOKEN=" + other, "REGION=us", "LOCAL=two words")
                .noneMatch(line -> line.startsWith("SKE_"));
        assertThat(run.errors()).singleElement().asString().startsWith(WARNING);
        assertThat(ske("--env", "--", "env").run().exit()).isEqualTo(2);
        assertThat(ske("--all", "env").run().exit()).isEqualTo(2);
    }

    @Test
    void what_would_be_started_is_shown_and_runs_in_a_shell() {
        Run shown = ske("--dry-run")
                .with(script(Jdk.running(), "get:DB_PASSWORD"))
                .run()
                .silent();
        assertThat(shown.stdout()).startsWith("JAVA_TOOL_OPTIONS=").doesNotContain(secret);
        Run run = Launch.of("sh").with("-c", shown.stdout()).in(desk.folder()).run();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        Run java = ske("--dry-run")
                .with(java(Jdk.running(), "get:DB_PASSWORD"))
                .run()
                .silent();
        assertThat(Launch.of("sh")
                        .with("-c", java.stdout())
                        .in(desk.folder())
                        .run()
                        .silent()
                        .value("get DB_PASSWORD"))
                .isEqualTo(secret);
        Run values = ske("--env", "--all", "--dry-run", "env").run();
        assertThat(values.stdout()).isEqualTo("REGION=*** DB_PASSWORD=*** API_TOKEN=*** env\n");
    }

    private Launch ske(String... arguments) {
        return Ske.launch(desk.folder(), "run").with(arguments);
    }

    private static String[] java(Jdk jdk, String... verbs) {
        String[] command = new String[4 + verbs.length];
        command[0] = jdk.home().resolve("bin/java").toString();
        command[1] = "-cp";
        command[2] = Programs.plain().toString();
        command[3] = "probe.Probe";
        System.arraycopy(verbs, 0, command, 4, verbs.length);
        return command;
    }

    /** A program that is no java launcher, and starts one. */
    private String script(Jdk jdk, String... verbs) {
        StringBuilder text = new StringBuilder("#!/bin/sh\nexec");
        for (String word : java(jdk, verbs)) {
            text.append(" '").append(word).append('\'');
        }
        Path script = desk.write("script", text.append('\n').toString());
        try {
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script.toString();
    }

    private Path copyOfTheJar() {
        try {
            return Files.copy(Jars.agent(), desk.folder().resolve("ske agent, 1.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(String signal, long pid) throws Exception {
        int sent = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(sent).isZero();
    }
}

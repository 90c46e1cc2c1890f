package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What flight recordings hold of us, however they begin, and what a program without one has loaded. */
class FlightRecordingEventsTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();

    static List<Jdk> jdks() {
        return Jdk.since(11);
    }

    static List<Jdk> ends() {
        return jdks().stream()
                .filter(jdk -> jdk.equals(jdks().get(0)) || jdk.equals(Jdk.newest()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void a_recording_from_the_command_line_holds_the_start_and_reads_with_their_callers(Jdk jdk) throws IOException {
        Path recording = folder.resolve("start.jfr");
        Run run = reader(jdk, "-XX:StartFlightRecording=filename=" + recording)
                .input("getenv A\nmap A\ngetenv B\n")
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        check(recording);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void a_recording_that_begins_later_holds_what_is_read_from_then_on(Jdk jdk) throws IOException {
        Path recording = folder.resolve("later.jfr");
        try (Live live = reader(jdk, "-Dnothing=1").start()) {
            live.ask("getenv A");
            jcmd(live, "JFR.start", "name=later");
            live.ask("wait 1100");
            live.ask("getenv A");
            live.ask("map A");
            live.ask("getenv B");
            jcmd(live, "JFR.dump", "name=later", "filename=" + recording);
        }
        check(recording);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void without_a_recording_no_class_of_the_recorder_is_loaded(Jdk jdk) {
        Run run = reader(jdk, "-Xlog:class+load")
                .input("getenv A\nwait 1100\ngetenv A\n")
                .run();
        assertThat(run.lines().stream().filter(line -> line.contains(" dev.ske.agent.audit.Recordings ")))
                .hasSize(1);
        assertThat(run.stdout())
                .doesNotContain(" jdk.jfr.FlightRecorder ")
                .doesNotContain(" jdk.jfr.Event ")
                .doesNotContain(" dev.ske.agent.audit.JfrEvents ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void refreshes_are_recorded_with_their_outcome_and_so_is_what_happens_after_a_recording_was_stopped(Jdk jdk)
            throws IOException {
        Path first = folder.resolve("first.jfr");
        Path second = folder.resolve("second.jfr");
        try (Live live = reader(jdk, "-XX:StartFlightRecording=name=first,filename=" + first, "jmx: 'on'")
                .start()) {
            live.ask("getenv A");
            assertThat(live.ask("refresh").lines()).contains("refreshed");
            jcmd(live, "JFR.stop", "name=first", "filename=" + first);
            live.ask("wait 1100");
            live.ask("getenv A");
            jcmd(live, "JFR.start", "name=second");
            live.ask("wait 1100");
            live.ask("map A");
            Files.delete(folder.resolve("secrets.yaml"));
            assertThat(live.ask("refresh").lines())
                    .anyMatch(line -> line.startsWith("not refreshed: DOCUMENT_MISSING"));
            jcmd(live, "JFR.dump", "name=second", "filename=" + second);
        }
        String before = printed(first);
        assertThat(counts(before)).containsExactly(1, 1, 1);
        assertThat(before).contains("door = \"getenv\"").doesNotContain("DOCUMENT_MISSING");
        assertThat(before.substring(before.indexOf("dev.ske.Refresh {")))
                .containsPattern("took = [0-9.]+ m?s")
                .contains("changed = 0", "outcome = \"served\"");
        String after = printed(second);
        assertThat(counts(after)).as(after).containsExactly(1, 1, 1);
        assertThat(after)
                .contains("door = \"environment\"", "outcome = \"DOCUMENT_MISSING\"")
                .doesNotContain("door = \"getenv\"");
    }

    private void check(Path recording) throws IOException {
        String printed = printed(recording);
        assertThat(counts(printed)).as(printed).containsExactly(1, 2, 0);
        assertThat(printed).contains("secrets = 1", "phases = \"");
        assertThat(printed)
                .contains("name = \"A\"", "door = \"getenv\"", "door = \"environment\"", "outcome = \"served\"")
                .contains("callerClass = \"probe.Observed\"", "callerMethod = \"byGetenv\"", "callerMethod = \"byMap\"")
                .doesNotContain(secret, "name = \"B\"");
        assertThat(new String(Files.readAllBytes(recording), StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }

    /** How many events there are: starts, reads, refreshes. */
    private static List<Integer> counts(String printed) {
        return Stream.of("Start", "SecretRead", "Refresh")
                .map(event -> printed.split("dev\\.ske\\." + event + " \\{", -1).length - 1)
                .toList();
    }

    private static String printed(Path recording) {
        Run printed = Jdk.running()
                .tool("jfr", "print", "--events", "dev.ske.*", recording.toString())
                .run();
        assertThat(printed.exit()).as("%s", printed).isZero();
        return printed.stdout();
    }

    private static void jcmd(Live live, String... command) {
        Run run = Jdk.running()
                .tool("jcmd", Long.toString(live.pid()))
                .with(command)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
    }

    private Launch reader(Jdk jdk, String option) {
        return reader(jdk, option, "strict: true");
    }

    private Launch reader(Jdk jdk, String option, String setting) {
        Desk desk = new Desk(folder);
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], " + setting + "}\nA: " + desk.seal("A", secret) + "\nB: setting\n");
        return jdk.program("probe.Observed", List.of(option, desk.agent("secrets.yaml")));
    }
}

package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way of the API to a secret is named, with its caller, in the audit file and in a flight recording; no value is. */
class ObservedReadsTest {
    private static final String[] READS = {
        "get:db.password",
        "find:db.password",
        "use:db.password",
        "bytes:db.password",
        "section:db",
        "all",
        "getenv:DB_PASSWORD"
    };
    private static final String[] DOORS = {"get", "find", "use", "useBytes", "section", "all", "getenv"};

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
        desk.write("secrets.yaml", """
                ske: {keys: ['file:./ske.key'], audit: {file: audit.jsonl, reads: all}}
                db: {user: app, password: '%s'}
                """.formatted(desk.seal("DB_PASSWORD", secret)));
    }

    @OnOldestAndNewestJdk
    void the_audit_file_has_each_read_with_its_door_and_caller_and_no_value(Jdk jdk) throws IOException {
        run(jdk, List.of());
        Path file = folder.resolve("audit.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String audit = desk.read("audit.jsonl");
        assertThat(audit).doesNotContain(secret, "app\"");
        List<String> reads =
                audit.lines().filter(line -> line.contains("\"read\"")).toList();
        for (String door : DOORS) {
            assertThat(reads)
                    .as(door)
                    .anySatisfy(line ->
                            assertThat(line).contains("\"" + door + "\"", "\"db.password\"", "probe.ApiProbe", "main"));
        }
        assertThat(audit.lines().findFirst().orElseThrow()).contains("\"opened\"");
    }

    @Test
    void a_flight_recording_has_the_start_and_each_read_with_its_caller_and_no_value() throws IOException {
        Path recording = folder.resolve("reads.jfr");
        run(Jdk.running(), List.of("-XX:StartFlightRecording=filename=" + recording));
        String printed = Jdk.running()
                .tool("jfr", "print", "--events", "dev.ske.*", recording.toString())
                .run()
                .silent()
                .stdout();
        assertThat(printed).contains("dev.ske.Start {").doesNotContain(secret);
        for (String door : DOORS) {
            assertThat(printed.split("(?m)^dev.ske.SecretRead \\{", -1))
                    .as(door)
                    .anySatisfy(event -> assertThat(event)
                            .contains(
                                    "name = \"db.password\"",
                                    "door = \"" + door + "\"",
                                    "callerClass = \"probe.ApiProbe\"",
                                    "outcome = \"served\""));
        }
        assertThat(new String(Files.readAllBytes(recording), StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }

    private void run(Jdk jdk, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(desk.agent("secrets.yaml"), "-cp", Programs.api() + File.pathSeparator + Jars.api()));
        Run run = jdk.java(all.toArray(String[]::new))
                .with("probe.ApiProbe")
                .with(READS)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get:db.password")).isEqualTo(secret);
    }
}

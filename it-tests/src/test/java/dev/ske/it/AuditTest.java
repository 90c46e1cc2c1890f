package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in the audit file. */
class AuditTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();

    @OnEachJdk
    void reads_are_written_with_who_read_and_never_with_the_value(Jdk jdk) throws Exception {
        Run run = reader(jdk, "audit: audit.jsonl")
                .input("getenv A\ngetenv A\nmap A\ngetenv B\n")
                .run();
        assertThat(run.silent().lines()).contains("length " + secret.length());

        List<Map<String, String>> lines = lines("audit.jsonl");
        assertThat(lines.get(0)).containsEntry("event", "opened").containsKeys("time", "secrets", "ms");
        assertThat(lines.subList(1, lines.size() - 1).stream().map(AuditTest::read))
                .containsExactly(
                        "A getenv probe.Observed byGetenv main served",
                        "A environment probe.Observed byMap main served");
        assertThat(lines.get(lines.size() - 1)).containsEntry("event", "destroyed");
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain(secret);
        assertThat(mode("audit.jsonl")).isEqualTo("rw-------");
    }

    @OnOldestAndNewestJdk
    void each_read_is_written_where_that_is_asked_for_and_full_files_are_put_aside_whole(Jdk jdk) throws Exception {
        String audit = "audit: {file: audit.jsonl, reads: all, max-size: 64k, keep: 3}";
        reader(jdk, audit).input("getenv A\n".repeat(1000)).run().silent();

        List<Map<String, String>> lines = new ArrayList<>();
        for (int number = 3; number > 0; number--) {
            if (Files.exists(folder.resolve("audit.jsonl." + number))) {
                assertThat(Files.size(folder.resolve("audit.jsonl." + number))).isBetween(60_000L, 65_536L);
                assertThat(mode("audit.jsonl." + number)).isEqualTo("rw-------");
                lines.addAll(lines("audit.jsonl." + number));
            }
        }
        assertThat(lines).isNotEmpty();
        lines.addAll(lines("audit.jsonl"));
        assertThat(lines.stream().filter(line -> line.get("event").equals("read")))
                .hasSize(1000);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("audit\\.jsonl(\\.[123])?|ske\\.key|secrets\\.yaml"));
        }
    }

    @OnOldestAndNewestJdk
    void refused_reads_are_written_each_with_its_reason_and_so_is_a_value_that_is_wiped(Jdk jdk) throws Exception {
        Desk desk = new Desk(folder);
        StringBuilder document = new StringBuilder("""
                ske:
                  keys: ['file:./ske.key']
                  audit: audit.jsonl
                  access: {limit: {ONCE: 1}, allow: {DENIED: ['org.none.**']}}
                  refresh: {ttl: {OLD: 1s}, auto: false}
                """);
        for (String name : List.of("ONCE", "DENIED", "OLD")) {
            document.append(name).append(": ").append(desk.seal(name, secret)).append('\n');
        }
        desk.write("secrets.yaml", document.toString());
        Run run = jdk.program("probe.Observed", List.of(desk.agent("secrets.yaml")))
                .input("getenv ONCE\ngetenv ONCE\ngetenv DENIED\nmap DENIED\nwait 1100\ngetenv OLD\n")
                .run();
        assertThat(run.lines().stream().filter(line -> !line.equals(".")))
                .containsExactly("length " + secret.length(), "nothing", "nothing", "nothing", "nothing");
        assertThat(run.errors())
                .as("one warning for each")
                .hasSize(3)
                .allMatch(line -> line.startsWith("ske: warning: System.getenv answers null: "));

        assertThat(lines("audit.jsonl").stream().map(line -> line.get("event") + " " + read(line)))
                .containsExactly(
                        "opened null null null null null served",
                        "read ONCE getenv probe.Observed byGetenv main served",
                        "cleared ONCE null probe.Observed byGetenv main null",
                        "limited ONCE getenv probe.Observed byGetenv main SECRET_READ_LIMIT",
                        "denied DENIED getenv probe.Observed byGetenv main SECRET_DENIED",
                        "denied DENIED environment probe.Observed byMap main SECRET_DENIED",
                        "expired OLD getenv probe.Observed byGetenv main SECRET_EXPIRED",
                        "destroyed null null null null null null");
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain(secret);
    }

    @OnOldestAndNewestJdk
    void a_file_that_cannot_be_written_stops_the_jvm_before_main(Jdk jdk) {
        for (Map.Entry<String, String> wrong : Map.of(
                        "/nonexistent/audit.jsonl", "its folder is not there",
                        ".", "it is a folder",
                        "/dev/full/audit", "its folder is not there")
                .entrySet()) {
            Run run =
                    reader(jdk, "audit: " + wrong.getKey()).input("getenv A\n").run();
            assertThat(run.exit()).as("%s", run).isEqualTo(78);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.errors()).hasSize(2);
            assertThat(run.errors().get(0)).contains("audit", "[CONFIG_INVALID]");
            assertThat(run.errors().get(1)).startsWith("ske: hint: ");
        }
    }

    @OnOldestAndNewestJdk
    void a_full_disk_is_warned_of_once_and_harms_no_read(Jdk jdk) {
        Run run = reader(jdk, "audit: {file: /dev/full, reads: all}")
                .input("getenv A\nwait 130\n".repeat(10))
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.lines().stream().filter(line -> line.startsWith("length ")))
                .hasSize(10);
        assertThat(run.errors()).hasSize(1);
        assertThat(run.stderr()).contains("ske: warning: ", "/dev/full cannot be written: No space left on device");
    }

    private Launch reader(Jdk jdk, String audit) {
        Desk desk = new Desk(folder);
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], " + audit + "}\nA: " + desk.seal("A", secret) + "\nB: setting\n");
        return jdk.program("probe.Observed", List.of(desk.agent("secrets.yaml")));
    }

    private static String read(Map<String, String> line) {
        List<String> shown = new ArrayList<>();
        for (String key : List.of("name", "door", "class", "method", "thread", "outcome")) {
            shown.add(String.valueOf(line.get(key)));
        }
        return String.join(" ", shown);
    }

    private List<Map<String, String>> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(JsonLine::read)
                .toList();
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}

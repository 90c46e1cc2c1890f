package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a start ends, no helper outlives it and no file stays. */
class KmsHelperLifeTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private final HelperWatch watch = new HelperWatch();
    private Cloud cloud;
    private Path temporary;

    @BeforeEach
    void take_a_desk() throws IOException {
        cloud = new Cloud(folder);
        temporary = Files.createDirectory(folder.resolve("tmp"));
        TestKey key = cloud.kms().createSymmetric();
        cloud.desk()
                .write(
                        "secrets.yaml",
                        "ske:\n  deadline: 15s\n  helper: {jvm-options: ['-Djava.io.tmpdir=" + temporary
                                + "']}\n  keys: ['aws-kms:" + key.arn() + "']\nA: " + Cloud.direct(key, secret) + "\n");
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnOldestAndNewestJdk
    void a_start_that_succeeds_leaves_no_helper_and_no_file(Jdk jdk) throws IOException {
        try (Live live = launch(jdk, "stdin").start()) {
            assertThat(live.ask("get:A").value("get A")).isEqualTo(secret);
            assertThat(watch.gone(60)).isTrue();
            assertThat(live.end().silent().exit()).isZero();
        }
        assertThat(temporaryFiles()).isEmpty();
    }

    @OnOldestAndNewestJdk
    void a_helper_that_is_killed_ends_the_start_with_kms_unreachable(Jdk jdk) throws IOException {
        cloud.kms().hangs();
        try (Live live = launch(jdk, "get:A").start()) {
            HelperWatch.signal("KILL", atWork());
            StartFailure.check(live.await(), "KMS_UNREACHABLE", "helper", "9");
        }
        assertThat(watch.gone(60)).isTrue();
        assertThat(temporaryFiles()).isEmpty();
    }

    @OnOldestAndNewestJdk
    void a_helper_that_hangs_is_ended_at_the_deadline(Jdk jdk) throws IOException {
        cloud.kms().hangs();
        long begun = System.nanoTime();
        try (Live live = launch(jdk, "get:A").start()) {
            HelperWatch.signal("STOP", atWork());
            StartFailure.check(live.await(), "KMS_UNREACHABLE");
        }
        assertThat((System.nanoTime() - begun) / 1_000_000).as("milliseconds").isLessThan(15_000 + 40_000);
        assertThat(watch.gone(60)).isTrue();
        assertThat(temporaryFiles()).isEmpty();
    }

    @OnOldestAndNewestJdk
    void a_program_that_is_killed_during_its_start_takes_the_helper_with_it(Jdk jdk) throws IOException {
        cloud.kms().hangs();
        try (Live live = launch(jdk, "get:A").start()) {
            atWork();
            HelperWatch.signal("KILL", live.pid());
            assertThat(live.await().exit()).isEqualTo(128 + 9);
        }
        assertThat(watch.gone(12)).isTrue();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void a_helper_that_says_rubbish_or_does_not_start_is_kms_unreachable_with_its_last_words() {
        for (String option : List.of("-version", "-Xmx1k", "--version")) {
            String odd = cloud.desk()
                    .read("secrets.yaml")
                    .replaceAll("jvm-options: \\[.*\\]", "jvm-options: ['" + option + "']")
                    .replaceAll("'aws-kms:(.*)'", "{aws-kms: '$1', isolation: process}");
            cloud.desk().write("odd.yaml", odd);
            Run run = watch.mark(cloud.probe(Jdk.newest(), "odd.yaml", "get:A")).run();
            StartFailure.check(run, "KMS_UNREACHABLE", "helper");
            assertThat(run.stderr()).doesNotContain(secret);
        }
        assertThat(watch.gone(60)).isTrue();
    }

    @OnOldestAndNewestJdk
    void what_gives_options_to_the_programs_jvm_gives_none_to_the_helper(Jdk jdk) {
        String option = "-Dske.it=1 -verbose:gc " + cloud.desk().agent("secrets.yaml");
        Run run = jdk.program("probe.Probe", List.of("-Dnothing=1"), "get:A")
                .env(cloud.environment())
                .env("JAVA_TOOL_OPTIONS", option)
                .env("CLASSPATH", folder.toString())
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(run.errors()).singleElement().asString().startsWith("Picked up JAVA_TOOL_OPTIONS");
        assertThat(cloud.kms().calls("Decrypt")).isEqualTo(1);
    }

    @OnOldestAndNewestJdk
    void without_a_folder_for_temporary_files_all_works(Jdk jdk) {
        String nowhere = "-Djava.io.tmpdir=/nonexistent";
        cloud.desk()
                .write(
                        "homeless.yaml",
                        cloud.desk().read("secrets.yaml").replaceAll("-Djava.io.tmpdir=[^']*", nowhere));
        Run run = jdk.program(
                        "probe.Probe",
                        List.of(nowhere, "-XX:-UsePerfData", cloud.desk().agent("homeless.yaml")),
                        "get:A")
                .env(cloud.environment())
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get A")).isEqualTo(secret);
    }

    @Test
    void the_plaintext_is_in_no_command_line_and_environment_of_the_helper() throws IOException {
        cloud.kms().latency(1500);
        try (Live live = launch(Jdk.newest(), "stdin").start()) {
            Path proc = Path.of("/proc", Long.toString(watch.await()));
            String command = new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8);
            assertThat(command).contains("-Dske.helper").doesNotContain(secret, "ENC[", "AQICAH", "arn:aws:kms");
            assertThat(live.ask("get:A").value("get A")).isEqualTo(secret);
        }
    }

    /** The helper, once it waits for KMS. */
    private long atWork() {
        long pid = watch.await();
        HelperWatch.until(30, () -> cloud.kms().calls("Decrypt") > 0);
        return pid;
    }

    private Launch launch(Jdk jdk, String verb) {
        List<String> options = List.of(cloud.desk().agent("secrets.yaml"), "-Djava.io.tmpdir=" + temporary);
        return watch.mark(jdk.program("probe.Probe", options, verb).env(cloud.environment()));
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}

package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the work with KMS runs, if not in a helper. */
class KmsIsolationTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;
    private TestKey key;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        key = cloud.kms().createSymmetric();
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnEachJdk
    void in_process_does_the_same_work_without_a_second_process(Jdk jdk) {
        String other = Any.secret();
        TestKey rsa = cloud.kms().createRsa(2048);
        cloud.document(
                "secrets.yaml",
                List.of("aws-kms: '" + key.arn() + "', isolation: in-process", "aws-kms: '" + rsa.arn() + "'"),
                Map.of("A", new Sealer(key).seal("A", secret), "B", Cloud.envelope(rsa, other)));
        HelperWatch watch = new HelperWatch();
        try (Live live = watch.mark(cloud.probe(jdk, "secrets.yaml", "stdin")).start()) {
            assertThat(live.ask("get:A").value("get A")).isEqualTo(secret);
            assertThat(live.ask("get:B").value("get B")).isEqualTo(other);
            assertThat(watch.gone(0)).isTrue();
            live.end().silent();
        }
    }

    @OnOldestAndNewestJdk
    void in_process_fails_as_a_helper_does(Jdk jdk) {
        cloud.document(
                "secrets.yaml",
                List.of("aws-kms: '" + key.deny("Decrypt").arn() + "', isolation: in-process"),
                Map.of("A", Cloud.direct(key, secret)));
        StartFailure.check(cloud.probe(jdk, "secrets.yaml", "get:A").run(), "KMS_ACCESS_DENIED", "kms:Decrypt");
        cloud.kms().hangs();
        cloud.document(
                "hangs.yaml",
                List.of("aws-kms: '" + key.arn() + "', isolation: in-process, timeout: 2s"),
                Map.of("A", Cloud.direct(key, secret)));
        StartFailure.check(cloud.probe(jdk, "hangs.yaml", "get:A").run(), "KMS_UNREACHABLE");
    }

    @Test
    void without_a_java_to_start_it_falls_back_with_one_warning_unless_a_process_was_asked_for() throws IOException {
        Jdk whole = Jdk.running();
        Path home = withoutJava(whole.home());
        for (String isolation : List.of("", ", isolation: process")) {
            cloud.document(
                    "secrets.yaml",
                    List.of("aws-kms: '" + key.arn() + "'" + isolation),
                    Map.of("A", Cloud.direct(key, secret)));
            Run run = Launch.of(home.resolve("bin/app").toString())
                    .with(
                            cloud.desk().agent("secrets.yaml"),
                            "-cp",
                            Programs.plain().toString(),
                            "probe.Probe",
                            "get:A")
                    .env(cloud.environment())
                    .run();
            if (isolation.isEmpty()) {
                assertThat(run.exit()).as("%s", run).isZero();
                assertThat(run.value("get A")).isEqualTo(secret);
                assertThat(run.errors()).hasSize(1);
                assertThat(run.stderr()).startsWith("ske: warning: ").contains("in-process");
            } else {
                StartFailure.check(run, "KMS_UNREACHABLE", "in-process");
            }
        }
    }

    /** A home as of an application that brings its own launcher: links to all files but that one and what tells the home. */
    private Path withoutJava(Path whole) throws IOException {
        Path real = whole.toRealPath();
        Path home = folder.resolve("home");
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(home.resolve(real.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                String name = from.getFileName().toString();
                Path to = home.resolve(real.relativize(from));
                if (name.equals("libjvm.so") || name.equals("libjli.so")) {
                    Files.copy(from, to);
                } else if (!real.relativize(from).startsWith("bin")) {
                    Files.createSymbolicLink(to, from);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Files.copy(real.resolve("bin/java"), home.resolve("bin/app"));
        return home;
    }
}

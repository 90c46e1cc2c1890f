package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/docker/Dockerfile makes, run as {@code docker run --read-only} does. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "containers are Linux")
class DistrolessTest {
    private static final String AGENT = "-javaagent:/opt/ske/ske-agent.jar=config=/app/";

    @TempDir
    Path folder;

    @Test
    void a_program_gets_its_secrets_where_nothing_but_java_can_be_run_and_nothing_be_written() {
        Jdk jdk = Jdk.running();
        BareRoot image = new BareRoot(folder).runtime(jdk);
        image.copy(Jars.agent(), "opt/ske/ske-agent.jar");
        image.copy(Programs.plainJar(), "app/app.jar");
        Run prepared = image.build(
                        "/jre/bin/java", "-jar", "/opt/ske/ske-agent.jar", "prepare", "--dir", "/opt/ske/ske-cache")
                .run();
        assertThat(prepared.exit()).as("%s", prepared).isZero();

        String local = Any.secret();
        String remote = Any.secret();
        try (Cloud cloud = new Cloud(image.folder("app"))) {
            cloud.document(
                    "local.yaml",
                    List.of("file: ./ske.key"),
                    Map.of("A", cloud.desk().seal("A", local)));
            TestKey key = cloud.kms().createSymmetric();
            cloud.document("kms.yaml", List.of("aws-kms: '" + key.arn() + "'"), Map.of("A", Cloud.direct(key, remote)));
            image.give(image.folder("app"));

            assertThat(image.run("/bin/sh", "-c", "true").run().exit())
                    .as("no such command")
                    .isEqualTo(127);
            serves(image, "local.yaml", local, Map.of());
            serves(image, "kms.yaml", remote, cloud.environment());
            assertThat(cloud.kms().calls("Decrypt")).isPositive();
        }
    }

    private static void serves(BareRoot image, String document, String secret, Map<String, String> environment) {
        Run run = image.run("/jre/bin/java", "-cp", "/app/app.jar", "probe.Probe", "get:A")
                .env(environment)
                .env("JAVA_TOOL_OPTIONS", AGENT + document)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(run.errors()).containsExactly("Picked up JAVA_TOOL_OPTIONS: " + AGENT + document);
    }
}

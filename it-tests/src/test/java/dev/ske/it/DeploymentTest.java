package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that users start from fit what reads them. {@code SKE_TEST_SCHEMAS} is a Python that has the schemas. */
class DeploymentTest {
    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void the_files_fit_the_schemas_of_kubernetes_compose_and_ecs() {
        Run run = check(DEPLOY.resolve("check"));
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.startsWith("image-volume.yaml: Deployment"))
                .anyMatch(line -> line.startsWith("init-container.yaml: Deployment"))
                .anyMatch(line -> line.startsWith("compose.yaml"))
                .anyMatch(line -> line.startsWith("task-definition.json"));
    }

    @Test
    void a_file_that_does_not_fit_is_named_with_the_place() throws Exception {
        copy("check", "check");
        copy("kubernetes/image-volume.yaml", "kubernetes/image-volume.yaml", "serviceAccountName", "serviceAcountName");
        copy("docker/compose.yaml", "docker/compose.yaml", "read_only:", "readonly:");
        copy("ecs/task-definition.json", "ecs/task-definition.json", "dependsOn", "dependOn");
        Run run = check(folder.resolve("check"));
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.errors())
                .anyMatch(line -> line.startsWith("image-volume.yaml: Deployment billing: spec.template.spec"))
                .anyMatch(line -> line.startsWith("compose.yaml: $.services.app: Unevaluated properties"))
                .anyMatch(line -> line.startsWith("task-definition.json: Unknown parameter"));
    }

    @Test
    void the_unit_is_one_that_systemd_takes() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze");
        Run run = Launch.of("/usr/bin/systemd-analyze")
                .with(
                        "verify",
                        "--man=no",
                        DEPLOY.resolve("systemd/app.service").toString())
                .run();
        // whether this machine has a java where the unit has its own is no fault of the unit
        assertThat(run.errors().stream().filter(line -> !line.contains("/usr/bin/java")))
                .as("%s", run)
                .isEmpty();
    }

    private static Run check(Path script) {
        String python = System.getenv("SKE_TEST_SCHEMAS");
        assumeTrue(
                python != null && Files.isExecutable(Path.of(python)),
                "SKE_TEST_SCHEMAS names no Python with what deploy/check-requirements.txt lists");
        return Launch.of(python).with(script.toString()).run();
    }

    private void copy(String file, String name, String... change) throws Exception {
        String text = Files.readString(DEPLOY.resolve(file));
        Path copy = folder.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, change.length == 0 ? text : text.replace(change[0], change[1]));
    }
}

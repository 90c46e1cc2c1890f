package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Apache Ant",
        program = "ant",
        artifact = "ant",
        how = "`${env.DB_PASSWORD}`; `JAVA_TOOL_OPTIONS` brings the agent to `<java fork=\"true\">` too",
        rotation = "no: `<property environment>` copies the map")
class AntTest {
    @TempDir
    Path folder;

    /** Of a worker with an {@code env} of its own Ant makes the whole environment, from the map that it has read. */
    @OnAdoptedJdks
    @EnabledOnOs(OS.LINUX)
    void workers_are_served_by_their_own_agent_and_none_has_the_secret_in_its_environment(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted ant = Adopted.program("ant");
        String build = ant.folder().resolve("build.xml").toString();
        Run run = ant.launch(jdk, "-Xshare:auto", "org.apache.tools.ant.Main", "-emacs", "-f", build)
                .env("JAVA_TOOL_OPTIONS", secret.agent())
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        String worker = "worker=" + secret.value();
        assertThat(run.lines())
                .containsSubsequence("build=" + secret.value(), worker, "stage=null", worker, "stage=test");
        assertThat(run.lines().stream().filter(line -> line.startsWith("environment=")))
                .hasSize(2)
                .allSatisfy(environment ->
                        assertThat(environment).contains("JAVA_TOOL_OPTIONS=").doesNotContain(secret.value()));
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "JUnit under Maven Surefire",
        program = "surefire",
        artifact = "junit-jupiter",
        how = "`argLine` or `JAVA_TOOL_OPTIONS` with `-javaagent`; `System.getenv`, `@EnabledIfEnvironmentVariable`",
        rotation = "as the test reads it")
class SurefireTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void tests_see_the_secret_in_the_jvm_that_surefire_forks(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        passed(maven(jdk).with("-DargLine=" + secret.agent()).run(), secret);
    }

    /** Maven itself runs under the agent too, and hands its environment on. */
    @OnAdoptedJdks
    void tests_see_the_secret_where_every_jvm_of_the_build_gets_the_agent(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        passed(maven(jdk).env("JAVA_TOOL_OPTIONS", secret.agent()).run(), secret);
    }

    private static void passed(Run run, OneSecret secret) {
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.stdout()).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        secret.isShown(run, "password");
    }

    /** The Maven that runs these tests, with what it has downloaded. */
    private static Launch maven(Jdk jdk) {
        Path maven = Path.of(System.getProperty("ske.maven", "")).resolve("bin/mvn");
        assumeTrue(Files.isExecutable(maven), "there is no " + maven);
        return Launch.of(maven.toString())
                .with("--offline", "--batch-mode", "-Dmaven.repo.local=" + System.getProperty("ske.repository"))
                .with(
                        "--file",
                        Adopted.program("surefire").folder().resolve("pom.xml").toString())
                .with("test", "-DskipTests=false", "-Djvm=" + jdk.home().resolve("bin/java"))
                .env("JAVA_HOME", System.getProperty("java.home"));
    }
}

package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/spring-boot/run}: a service, a database and an encrypted password in one command. */
class SpringBootExampleTest {
    private static final Path EXAMPLE = Path.of("../examples/spring-boot").toAbsolutePath();

    @Test
    void one_command_connects_the_service_with_an_encrypted_password_and_leaves_nothing(@TempDir Path folder)
            throws Exception {
        Optional<Path> postgres = Postgres.commands();
        assumeTrue(postgres.isPresent(), "PostgreSQL is not installed: examples/spring-boot/run is not tested");
        Nobody.give(folder); // where the server's files will lie, which is not root's
        Run run = example(folder, postgres.get()).run().silent();
        assertThat(run.stdout())
                .contains(
                        "connected to the database as app\n",
                        "password: ENC[v2:",
                        "  ok    the password is not in /proc/")
                .doesNotContain("WRONG");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void it_says_what_is_missing_where_postgresql_is_not_installed(@TempDir Path folder) {
        Run run = example(folder, folder).run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr())
                .startsWith("run: error: PostgreSQL is not installed: no initdb and pg_ctl in " + folder)
                .contains("apt-get install postgresql", "POSTGRES_BIN", "DB_URL");
    }

    private static Launch example(Path temporary, Path postgres) {
        assumeTrue(
                Files.isRegularFile(EXAMPLE.resolve("target/app.jar")),
                "examples/spring-boot is not built, which ./mvnw -pl examples/spring-boot package does");
        return Launch.of(EXAMPLE.resolve("run").toString())
                .env("JAVA_HOME", Jdk.running().home().toString())
                .env("TMPDIR", temporary.toString())
                .env("POSTGRES_BIN", postgres.toString());
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Postgres;
import dev.ske.it.Run;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Flyway",
        program = "flyway",
        artifact = "flyway-core",
        how = "`FLYWAY_PASSWORD`",
        rotation = "no: `envVars()` copies the map")
class FlywayTest {
    private static Postgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start_database(@TempDir Path data) {
        postgres = Postgres.start(data);
    }

    @AfterAll
    static void stop_database() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @OnAdoptedJdks
    void it_migrates_a_database_with_the_secret_as_its_password(Jdk jdk) throws SQLException {
        OneSecret secret = OneSecret.of(folder, "FLYWAY_PASSWORD");
        String user = "app" + jdk.feature();
        postgres.createUser(user, secret.value());
        Run run = Adopted.program("flyway")
                .launch(jdk, secret.agent(), "adoption.Migrate")
                .env("FLYWAY_URL", postgres.createDatabase(user))
                .env("FLYWAY_USER", user)
                .run();
        assertThat(run.value("migrated")).isEqualTo("1");
        assertThat(run.value("version")).isEqualTo("1");
        assertThat(run.stderr()).as("its own log alone").doesNotContain("ske: ", secret.value());
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Live;
import dev.ske.it.Postgres;
import dev.ske.it.Run;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A program of Spring Boot and the PostgreSQL server that it asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpringBoot {
    static final String HOW =
            "`${DB_PASSWORD}` in application.properties, or `SPRING_DATASOURCE_PASSWORD` alone; a class path and a jar of jars";

    private final Adopted program;
    private final boolean relaxedNameFollows;
    private Postgres postgres;

    @TempDir
    Path folder;

    /** {@code relaxedNameFollows}: whether a property without a reference is a changed password too. */
    SpringBoot(String program, boolean relaxedNameFollows) {
        this.program = Adopted.program(program);
        this.relaxedNameFollows = relaxedNameFollows;
    }

    @BeforeAll
    void start_the_database(@TempDir Path data) throws SQLException {
        postgres = Postgres.start(data);
        postgres.createUser("app", Any.secret());
    }

    @AfterAll
    void stop_the_database() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @OnAdoptedJdks
    void a_reference_of_its_properties_opens_the_database_for_a_jar_of_jars(Jdk jdk)
            throws SQLException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        Launch launch = program.jar(jdk, "app.jar", secret.agent(), "--spring.profiles.active=reference");
        assertThat(opensTheDatabaseAndFollows(secret, launch)).as("follows").isTrue();
    }

    @OnAdoptedJdks
    void the_relaxed_name_alone_opens_the_database_from_a_class_path(Jdk jdk)
            throws SQLException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "SPRING_DATASOURCE_PASSWORD");
        Launch launch = program.launch(jdk, secret.agent(), "adoption.SpringBoot");
        assertThat(opensTheDatabaseAndFollows(secret, launch)).as("follows").isEqualTo(relaxedNameFollows);
    }

    /** The connection is one that the pool made with the first value; the property is asked for again. */
    private boolean opensTheDatabaseAndFollows(ChangingSecret secret, Launch launch)
            throws SQLException, InterruptedException {
        postgres.changePassword("app", secret.value());
        try (Live live = launch.env("DB_URL", postgres.url()).start()) {
            Run first = secret.askUntilSeen(live);
            assertThat(first.value("user")).isEqualTo("app");
            assertThat(first.value("property")).isEqualTo(secret.value());
            secret.change();
            String property = secret.askUntilSeen(live).value("property");
            live.end().silent();
            return property.equals(secret.value());
        }
    }
}

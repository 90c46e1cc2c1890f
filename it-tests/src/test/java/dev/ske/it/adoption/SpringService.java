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

/** A program of Spring Boot and the PostgreSQL server that it asks: what the tests of several versions share. */
final class SpringService implements AutoCloseable {
    static final String HOW =
            "`${DB_PASSWORD}` in application.properties, or `SPRING_DATASOURCE_PASSWORD` alone; a class path and a jar of jars";

    private final Adopted program;
    private final Postgres postgres;

    /** {@code data}: an empty folder for the server. */
    SpringService(String program, Path data) throws SQLException {
        this.program = Adopted.program(program);
        postgres = Postgres.start(data);
        postgres.createUser("app", Any.secret());
    }

    /** Whether the property is a changed password too. */
    boolean opensTheDatabaseByReferenceFromItsJar(Jdk jdk, Path folder) throws SQLException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        return opens(secret, program.jar(jdk, "app.jar", secret.agent(), "--spring.profiles.active=reference"));
    }

    /** Whether the property is a changed password too. */
    boolean opensTheDatabaseByRelaxedNameFromAClassPath(Jdk jdk, Path folder)
            throws SQLException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "SPRING_DATASOURCE_PASSWORD");
        return opens(secret, program.launch(jdk, secret.agent(), "adoption.SpringBoot"));
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** The connection is one that the pool made with the first value; the property is asked for again. */
    private boolean opens(ChangingSecret secret, Launch launch) throws SQLException, InterruptedException {
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

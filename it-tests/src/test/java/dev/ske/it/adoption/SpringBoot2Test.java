package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Spring Boot 2.7",
        program = "spring-boot-2",
        artifact = "spring-boot",
        how = SpringService.HOW,
        rotation = "`getProperty`: yes; a pool: see [rotation.md](rotation.md)",
        jdks = {8, 21})
class SpringBoot2Test {
    private static SpringService service;

    @TempDir
    Path folder;

    @BeforeAll
    static void startDatabase(@TempDir Path data) throws SQLException {
        service = new SpringService("spring-boot-2", data);
    }

    @AfterAll
    static void stopDatabase() {
        if (service != null) {
            service.close();
        }
    }

    @OnAdoptedJdks
    void a_reference_of_its_properties_opens_the_database_for_a_jar_of_jars(Jdk jdk)
            throws SQLException, InterruptedException {
        assertThat(service.opensTheDatabaseByReferenceFromItsJar(jdk, folder))
                .as("follows")
                .isTrue();
    }

    @OnAdoptedJdks
    void the_relaxed_name_alone_opens_the_database_from_a_class_path(Jdk jdk)
            throws SQLException, InterruptedException {
        assertThat(service.opensTheDatabaseByRelaxedNameFromAClassPath(jdk, folder))
                .as("follows")
                .isTrue();
    }
}

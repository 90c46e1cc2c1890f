package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "WildFly",
        program = "wildfly",
        artifact = "wildfly-ee-galleon-pack",
        how = "`${env.DB_PASSWORD}` in standalone.xml, a WAR's `System.getenv`",
        rotation = "`System.getenv`: yes; standalone.xml: at the next start",
        jdks = {17, 25})
class WildFlyTest {
    private static final String NAMING = "<subsystem xmlns=\"urn:jboss:domain:naming:2.0\"";

    @TempDir
    Path folder;

    @OnAdoptedJdks
    void its_configuration_and_its_applications_have_the_secret(Jdk jdk) throws IOException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("wildfly");
        Path home = program.folder().resolve("target/server");
        Path base = lay(home, program.folder().resolve("target/app.war"));
        // as its operators do: what standalone.conf says, and our option
        Path options = Files.writeString(
                folder.resolve("standalone.conf"),
                ". '" + home.resolve("bin/standalone.conf") + "'\nJAVA_OPTS=\"$JAVA_OPTS -XX:TieredStopAtLevel=1 "
                        + secret.agent() + "\"\n");
        Launch standalone = Launch.of("sh")
                .with(home.resolve("bin/standalone.sh").toString(), "-Djboss.server.base.dir=" + base)
                .with("-Djboss.http.port=0")
                .env("JAVA", jdk.home().resolve("bin/java").toString())
                .env("RUN_CONF", options.toString())
                .env("LAUNCH_JBOSS_IN_BACKGROUND", "true")
                .in(folder);
        try (Server server = Server.start(
                standalone, folder.resolve("log"), "listening on 127\\.0\\.0\\.1:(\\d+)(?s:.*)WFLYSRV0025")) {
            String first = secret.value();
            assertThat(server.getUntil("/app/", first).value("configuration")).isEqualTo(first);
            secret.change();
            assertThat(server.getUntil("/app/", secret.value()).value("configuration"))
                    .isEqualTo(first);
            server.end();
            assertThat(server.printed()).doesNotContain(" ERROR ", "ske: ").contains("WFLYSRV0050");
        }
    }

    /** A folder of the server's data: its configuration with one entry more, and the application. */
    private Path lay(Path home, Path war) throws IOException {
        Path base = folder.resolve("base");
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Path standalone = configuration.resolve("standalone.xml");
        String text = Files.readString(standalone);
        assertThat(text).contains(NAMING + "/>");
        Files.writeString(
                standalone,
                text.replace(
                        NAMING + "/>",
                        NAMING + "><bindings><simple name=\"java:global/db/password\" value=\"${env.DB_PASSWORD}\"/>"
                                + "</bindings></subsystem>"));
        Files.copy(war, Files.createDirectories(base.resolve("deployments")).resolve("app.war"));
        return base;
    }
}

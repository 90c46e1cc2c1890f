package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Jars;
import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Tomcat as it is shipped, with a folder of its own ({@code CATALINA_BASE}) as its operator makes one: the configuration that comes
 * with it, but ports; setenv.sh and the web application of examples/tomcat.
 */
final class Tomcat {
    static final String HOW = "a WAR's `System.getenv` and `Secrets.get` (ske-api in its WEB-INF/lib), "
            + "JNDI `<Environment value=\"${DB_PASSWORD}\"/>` with Tomcat's `EnvironmentPropertySource`";
    static final String ROTATION = "`System.getenv`, `Secrets.get`: yes; JNDI: when the application is deployed again";

    private static final Path EXAMPLE = Adopted.PROGRAMS.resolveSibling("examples/tomcat");

    /**
     * Has the web application tell its password in all ways, and tell it again when it has changed.
     *
     * @param applications where this version takes web applications of javax.servlet from
     */
    static void servesItsApplication(Jdk jdk, String program, String applications, Path base)
            throws IOException, InterruptedException {
        Path home = home(Adopted.program(program));
        ChangingSecret secret = new ChangingSecret(Files.createDirectories(base.resolve("ske")), "DB_PASSWORD");
        lay(home, applications, base);
        Launch catalina = Launch.of("sh")
                .with(home.resolve("bin/catalina.sh").toString(), "run")
                .env("JRE_HOME", jdk.home().toString())
                .env("CATALINA_BASE", base.toString())
                .env("CATALINA_OPTS", "-XX:TieredStopAtLevel=1")
                .in(base);
        try (Server server =
                Server.start(catalina, base.resolve("log"), "Starting ProtocolHandler .*-auto-1-(\\d+)\"")) {
            String first = digest(secret.value());
            Server.Page page = server.getUntil("/app/", first);
            assertThat(page.value("jndi")).isEqualTo(first);
            assertThat(page.value("api")).isEqualTo(first);
            assertThat(page.value("own api")).isEqualTo("true");
            secret.change();
            Server.Page next = server.getUntil("/app/", digest(secret.value()));
            assertThat(next.value("api")).isEqualTo(next.value("getenv"));
            assertThat(next.value("jndi")).isEqualTo(first);
            server.end();
            assertThat(server.printed()).doesNotContain(" SEVERE ", "ske: ");
        }
    }

    private static void lay(Path home, String applications, Path base) throws IOException {
        Path war = EXAMPLE.resolve("target/app.war");
        assumeTrue(
                Files.isRegularFile(war),
                "examples/tomcat is not built, which ./mvnw -pl examples/tomcat -am package does");
        Files.createDirectories(base.resolve("temp"));
        Files.createDirectories(base.resolve("webapps"));
        Files.createDirectories(base.resolve("conf"));
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
            }
        }
        Path server = base.resolve("conf/server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\""));
        Files.copy(war, Files.createDirectories(base.resolve(applications)).resolve("app.war"));
        Files.copy(
                EXAMPLE.resolve("setenv.sh"),
                Files.createDirectories(base.resolve("bin")).resolve("setenv.sh"));
        Files.copy(Jars.agent(), base.resolve("ske/ske-agent.jar"));
    }

    private static Path home(Adopted server) throws IOException {
        try (Stream<Path> folders = Files.list(server.folder().resolve("target/server"))) {
            return folders.filter(folder -> folder.endsWith("apache-tomcat-" + server.version("tomcat")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Tomcat() {}
}

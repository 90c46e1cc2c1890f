package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Jetty",
        program = "jetty",
        artifact = "jetty-server",
        how = "`<Env name=\"DB_PASSWORD\"/>` in jetty.xml, a servlet's `System.getenv`",
        rotation = "`System.getenv`: yes; jetty.xml: at the next start",
        jdks = {17, 25})
class JettyTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void its_configuration_and_its_servlets_have_the_secret(Jdk jdk) throws IOException, InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        Adopted jetty = Adopted.program("jetty");
        Launch launch = jetty.launch(
                jdk,
                secret.agent(),
                "org.eclipse.jetty.xml.XmlConfiguration",
                jetty.folder().resolve("target/classes/jetty.xml").toString());
        try (Server server =
                Server.start(launch, folder.resolve("log"), "Started oejs\\.ServerConnector.*127\\.0\\.0\\.1:(\\d+)")) {
            String first = secret.value();
            assertThat(server.getUntil("/", first).value("configuration")).isEqualTo(first);
            secret.change();
            assertThat(server.getUntil("/", secret.value()).value("configuration"))
                    .isEqualTo(first);
            server.end();
            assertThat(server.printed()).doesNotContain("WARN", "ske: ");
        }
    }
}

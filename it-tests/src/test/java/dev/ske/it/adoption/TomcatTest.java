package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Tomcat 11",
        program = "tomcat",
        artifact = "tomcat",
        how = Tomcat.HOW,
        rotation = Tomcat.ROTATION,
        jdks = {17, 25})
class TomcatTest {
    @TempDir
    Path base;

    @OnAdoptedJdks
    void a_web_application_has_its_secrets_from_the_agent_by_all_its_ways(Jdk jdk)
            throws IOException, InterruptedException {
        Tomcat.servesItsApplication(jdk, "tomcat", "webapps-javaee", base);
    }
}

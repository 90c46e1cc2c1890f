package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Tomcat 9",
        program = "tomcat-9",
        artifact = "tomcat",
        how = Tomcat.HOW,
        rotation = Tomcat.ROTATION,
        jdks = {8, 25})
class Tomcat9Test {
    @TempDir
    Path base;

    @OnAdoptedJdks
    void a_web_application_has_its_secrets_from_the_agent_by_all_its_ways(Jdk jdk)
            throws IOException, InterruptedException {
        Tomcat.servesItsApplication(jdk, "tomcat-9", "webapps", base);
    }
}

package dev.ske.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged jars under test, where the build has put them. */
public final class Jars {
    public static Path agent() {
        return packaged("ske.agent.jar");
    }

    public static Path api() {
        return packaged("ske.api.jar");
    }

    private static Path packaged(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("system property " + property + " is not set; run the tests through Maven");
        }
        Path jar = Path.of(path).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar
                    + " does not exist; these tests run the packaged jars: build them with ./mvnw package -DskipTests");
        }
        return jar;
    }

    private Jars() {}
}

package dev.ske.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The packaged jars under test, where the build has put them. */
public final class Jars {
    public static Path agent() {
        return packaged("ske.agent.jar");
    }

    public static Path api() {
        return packaged("ske.api.jar");
    }

    /** The agent's jar without the entries whose names begin so, written to a file. */
    static Path agentWithout(String prefix, Path file) throws IOException {
        try (JarFile jar = new JarFile(agent().toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.getName().startsWith(prefix)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
        return file;
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

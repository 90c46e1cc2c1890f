package adoption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** What a build runs in a JVM of its own. */
public final class Worker {
    public static void main(String[] arguments) throws IOException {
        byte[] environment = Files.readAllBytes(Paths.get("/proc/self/environ"));
        System.out.println("worker=" + System.getenv("DB_PASSWORD"));
        System.out.println("stage=" + System.getenv("STAGE"));
        System.out.println("environment=" + new String(environment, StandardCharsets.UTF_8).replace('\0', ' '));
    }
}

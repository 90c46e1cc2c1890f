package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Runs programs as a service's user would: without root's power. Where the tests themselves are not root's, that user is
 * their own. What is run lies in a folder that is made this user's, because nobody else's may be reachable.
 */
final class Nobody {
    private static final String UID = "65534";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final Path agent;
    private final Path programs;

    /** {@code folder}: with the documents and keys that the program needs, which become this user's. */
    Nobody(Path folder) {
        this.folder = folder;
        try {
            agent = Files.copy(Jars.agent(), folder.resolve("ske-agent.jar"), StandardCopyOption.REPLACE_EXISTING);
            programs = Files.copy(
                    Programs.plainJar(), folder.resolve("programs.jar"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ROOT) {
            Launch.of("chown")
                    .with("-R", UID + ":" + UID, folder.toString())
                    .run()
                    .silent();
        }
    }

    /** The JDKs that this user can run: not those behind launchers that need root. */
    static List<Jdk> jdks() {
        return Jdk.all().stream()
                .filter(jdk -> as(jdk.java("-version")).killAfter(20_000).exit() == 0)
                .toList();
    }

    /** A test program under the agent with a document of the folder. */
    Launch program(Jdk jdk, String document, List<String> options, String mainClass, String... arguments) {
        return as(jdk.java("-javaagent:" + agent + "=config=" + folder.resolve(document))
                        .with(options.toArray(String[]::new))
                        .with("-cp", programs.toString(), mainClass)
                        .with(arguments))
                .in(folder);
    }

    /** The same command in this user's name. */
    static Launch as(Launch launch) {
        return ROOT ? launch.under("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups") : launch;
    }

    /** Whether there is a root's user to compare with. */
    static boolean isAnother() {
        return ROOT;
    }
}

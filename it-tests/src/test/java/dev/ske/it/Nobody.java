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
    private static final List<Jdk> PLAIN =
            Jdk.all().stream().filter(jdk -> runs(as(jdk.java("-version")))).toList();

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
        give(folder);
    }

    /** Makes a folder, with all that is in it, this user's. */
    static void give(Path folder) {
        if (ROOT) {
            Launch.of("chown")
                    .with("-R", UID + ":" + UID, folder.toString())
                    .run()
                    .silent();
        }
    }

    /** The JDKs that this user can run: not those behind launchers that need root. */
    static List<Jdk> jdks() {
        return PLAIN;
    }

    /** Those too whose launchers enter another root folder: this user is given the power to do that, and no other. */
    static List<Jdk> jdksInAnyRoot() {
        return Jdk.all().stream()
                .filter(jdk -> PLAIN.contains(jdk) || runs(inAnyRoot(jdk.java("-version"))))
                .toList();
    }

    /** A test program under the agent with a document of the folder. */
    Launch program(Jdk jdk, String document, List<String> options, String mainClass, String... arguments) {
        Launch launch = jdk.java("-javaagent:" + agent + "=config=" + folder.resolve(document))
                .with(options.toArray(String[]::new))
                .with("-cp", programs.toString(), mainClass)
                .with(arguments);
        return (PLAIN.contains(jdk) ? as(launch) : inAnyRoot(launch)).in(folder);
    }

    /** The same command in this user's name. */
    static Launch as(Launch launch) {
        return ROOT ? launch.under("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups") : launch;
    }

    private static Launch inAnyRoot(Launch launch) {
        return ROOT ? as(launch.under("--inh-caps=+sys_chroot", "--ambient-caps=+sys_chroot")) : launch;
    }

    private static boolean runs(Launch version) {
        return version.killAfter(20_000).exit() == 0;
    }

    /** Whether there is a root's user to compare with. */
    static boolean isAnother() {
        return ROOT;
    }
}

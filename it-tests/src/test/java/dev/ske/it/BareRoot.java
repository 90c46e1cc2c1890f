package dev.ske.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root folder of a container whose image has a Java runtime, the C library's files that it needs, and nothing else:
 * no shell, no tools, no {@code /tmp}, no {@code /etc}. What enters it does so in a mount namespace of its own, with
 * {@code /proc} and three devices, as containers have.
 */
final class BareRoot {
    private static final String USER = "65532"; // nonroot, in distroless images
    private static final Pattern NEEDED = Pattern.compile("(/\\S+) \\(0x");
    private static final String ENTER = """
            set -e
            root=$1 user=$2 access=$3
            shift 3
            mount --bind "$root" "$root"
            mount --rbind /proc "$root/proc"
            for device in null random urandom; do mount --bind /dev/$device "$root/dev/$device"; done
            mount -o "remount,bind,$access" "$root"
            exec chroot --userspec="$user:$user" "$root" "$@"
            """;

    private final Path root;

    /** Skips the test where no root folder can be entered. */
    BareRoot(Path root) {
        assumeTrue(
                Launch.of("unshare")
                                .with("-m", "sh", "-c", "command -v chroot")
                                .run()
                                .exit()
                        == 0,
                "no mount namespace and no root folder can be entered here, which takes root");
        this.root = root;
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String folder : new String[] {"proc", "dev", "app", "opt/ske"}) {
                Files.createDirectories(root.resolve(folder));
            }
            for (String device : new String[] {"null", "random", "urandom"}) {
                Files.createFile(root.resolve("dev").resolve(device));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a JDK to {@code /jre}, as it is with its archive of classes, and the libraries that it is linked with. */
    BareRoot runtime(Jdk jdk) {
        Path jre = root.resolve("jre");
        for (String part : new String[] {"bin/java", "lib", "conf", "release"}) {
            // what links outside of the JDK is followed; some systems leave links behind to what is not installed
            Path copy = jre.resolve(part);
            Launch.of("mkdir").with("-p", copy.getParent().toString()).run().silent();
            Launch.of("cp")
                    .with("-pRL", jdk.home().resolve(part).toString(), copy.toString())
                    .run();
        }
        for (String binary : new String[] {"bin/java", "lib/server/libjvm.so", "lib/libnet.so", "lib/jspawnhelper"}) {
            Matcher needed = NEEDED.matcher(
                    Launch.of("ldd").with(jre.resolve(binary).toString()).run().stdout());
            while (needed.find()) {
                if (!needed.group(1).startsWith(jre.toString())) {
                    copy(Path.of(needed.group(1)), needed.group(1).substring(1));
                }
            }
        }
        return this;
    }

    Path folder(String name) {
        return root.resolve(name);
    }

    void copy(Path file, String name) {
        try {
            Path copy = root.resolve(name);
            Files.createDirectories(copy.getParent());
            if (!Files.exists(copy)) {
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command of root's, while the image is built. */
    Launch build(String... command) {
        return enter("0", "rw", command);
    }

    /** A command of the user's, with a root folder that is read only. */
    Launch run(String... command) {
        return enter(USER, "ro", command);
    }

    void give(Path folder) {
        Launch.of("chown")
                .with("-R", USER + ":" + USER, folder.toString())
                .run()
                .silent();
    }

    private Launch enter(String user, String access, String... command) {
        return Launch.of("unshare")
                .with("-m", "sh", "-c", ENTER, "sh", root.toString(), user, access)
                .with(command);
    }
}

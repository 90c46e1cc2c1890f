package dev.ske.it.leak;

import dev.ske.it.Jars;
import dev.ske.it.Launch;
import dev.ske.it.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;

/** What this machine and this build can do, found out without the product. */
final class Machine {
    /** What the product locks at most, in bytes. */
    private static final long LOCKED = 16 * 1024;

    /** Why the agent finds no memory but the JVM's own. */
    static Optional<String> withoutNativeMemory() {
        try (JarFile jar = new JarFile(Jars.agent().toFile())) {
            String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
            return jar.getEntry("inst/native/linux-" + architecture + "/libske.so") == null
                    ? Optional.of("this build of the agent has no native library for this machine")
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why no memory can be locked. */
    static Optional<String> withoutLockedMemory() {
        try {
            String limit = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith("Max locked memory"))
                    .map(line -> line.split(" +", -1)[3])
                    .findFirst()
                    .orElse("0");
            return limit.equals("unlimited") || Long.parseLong(limit) >= LOCKED
                    ? Optional.empty()
                    : Optional.of("RLIMIT_MEMLOCK is " + limit + " bytes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why there is no memfd_secret. */
    static Optional<String> withoutMemfdSecret() {
        return Programs.withoutMemfdSecret()
                .filter(probe -> Launch.of(probe.toString()).run().exit() != 0)
                .map(probe -> "the kernel has no memfd_secret");
    }

    /** Why memfd_secret cannot be hidden from a JVM. */
    static Optional<String> withoutCompiler() {
        return Programs.withoutMemfdSecret().isPresent()
                ? Optional.empty()
                : Optional.of("there is no C compiler for the program that hides memfd_secret");
    }

    private Machine() {}
}

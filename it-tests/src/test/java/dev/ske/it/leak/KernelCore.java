package dev.ske.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The core dump that the kernel writes of a crashed JVM; without one, nothing is found, which is noted. */
final class KernelCore implements Sink {
    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    @Override
    public String title() {
        return "core dump (kernel)";
    }

    @Override
    public Optional<String> unavailable(Victim victim) {
        try {
            String pattern = Files.readString(PATTERN);
            return pattern.startsWith("core")
                    ? Sinks.installed("prlimit")
                    : Optional.of("this machine does not leave them in the working folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        Crash.of(victim);
        List<Path> cores = Crash.left(victim, "core");
        Findings found = search.nothing();
        if (cores.isEmpty()) {
            found.note("the kernel wrote none");
        }
        for (Path core : cores) {
            found = found.and(search.file(core));
            Sinks.delete(core);
        }
        return found;
    }
}

package dev.ske.it.leak;

import dev.ske.it.Launch;
import dev.ske.it.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What gdb's gcore writes of a running process, with the kernel's own choice of mappings, which is its default. */
final class CoreDump implements Sink {
    @Override
    public String title() {
        return "core dump (gcore)";
    }

    @Override
    public Optional<String> unavailable(Victim victim) {
        return Sinks.installed("gdb");
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        Path core = victim.scratch().resolve("core-by-gdb");
        Run run = Launch.of("gdb")
                .with("-nx", "-batch", "-iex", "set auto-solib-add off")
                .with("-ex", "set use-coredump-filter on", "-ex", "set dump-excluded-mappings off")
                .with("-p", Long.toString(victim.pid()), "-ex", "gcore " + core, "-ex", "detach")
                .run();
        if (!Files.exists(core)) {
            throw new AssertionError("no core dump: " + run);
        }
        Findings found = search.file(core);
        Sinks.delete(core);
        return found;
    }
}

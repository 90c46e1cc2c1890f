package dev.ske.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every place that is searched, in this order: what a look changes, such as a dump of live objects, which collects the
 * garbage, comes after what it would change. Swap is not among them: pages that are swapped out are read as part of the
 * process's memory, and a swap device that remembers earlier ones is the machine's.
 */
public final class Sinks {
    /** Those that leave the victim running. */
    public static List<Sink> whileItRuns() {
        return List.of(
                new Place("/proc/PID/environ", (victim, search) -> search.file(proc(victim, "environ"))),
                new Place("/proc/PID/cmdline", (victim, search) -> search.file(proc(victim, "cmdline"))),
                new Place("a child's environment", Sinks::child),
                jcmd("VM.system_properties", 8),
                jcmd("VM.command_line", 8),
                jcmd("VM.flags", 8),
                jcmd("VM.info", 9),
                jcmd("Thread.print", 8),
                new Place(
                        "hsperfdata",
                        (victim, search) -> search.file(performanceData(victim).get()),
                        victim -> performanceData(victim).isPresent()
                                ? Optional.empty()
                                : Optional.of("it has no such file")),
                new Place(
                        "/proc/PID/mem as root",
                        (victim, search) -> search.memory(victim.pid()),
                        victim -> Files.isReadable(proc(victim, "mem"))
                                ? Optional.empty()
                                : Optional.of("it may not be read")),
                new CoreDump(),
                new HeapDump("heap dump -all", List.of("-all")),
                new HeapDump("heap dump live", List.of()),
                new FlightRecording(),
                new PlatformBeans(),
                new Place("stdout", (victim, search) -> search.text(victim.stdout())),
                new Place("stderr", (victim, search) -> search.text(victim.stderr())),
                new Place("audit file", (victim, search) -> search.file(victim.audit())),
                new CreatedFiles());
    }

    /** Those that crash the victim, or need it crashed. */
    public static List<Sink> atTheEnd() {
        return List.of(new Crash(), new KernelCore());
    }

    public static List<Sink> all() {
        return Stream.concat(whileItRuns().stream(), atTheEnd().stream()).toList();
    }

    static Path proc(Victim victim, String file) {
        return Path.of("/proc/" + victim.pid(), file);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the command is on the PATH. */
    static Optional<String> installed(String command) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)))
                ? Optional.empty()
                : Optional.of(command + " is not installed");
    }

    private static Findings child(Victim victim, Search search) {
        Path environment = victim.scratch().resolve("child-environ");
        victim.ask("child " + environment);
        Findings found = search.file(environment);
        delete(environment);
        return found;
    }

    private static Sink jcmd(String command, int since) {
        Function<Victim, Optional<String>> trouble = victim ->
                victim.jdk().feature() >= since ? Optional.empty() : Optional.of(victim.jdk() + " does not know it");
        return new Place("jcmd " + command, (victim, search) -> search.text(Jcmd.ask(victim, command)), trouble);
    }

    private static Optional<Path> performanceData(Victim victim) {
        try (Stream<Path> users = Files.list(Path.of("/tmp"))) {
            return users.filter(folder -> folder.getFileName().toString().startsWith("hsperfdata_"))
                    .map(folder -> folder.resolve(Long.toString(victim.pid())))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sinks() {}
}

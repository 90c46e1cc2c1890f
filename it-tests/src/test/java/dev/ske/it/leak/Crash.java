package dev.ske.it.leak;

import dev.ske.it.Launch;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The file that a JVM writes when it dies of a signal. */
final class Crash implements Sink {
    private static final int SECONDS = 60;

    @Override
    public String title() {
        return "hs_err file";
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        of(victim);
        List<Path> files = left(victim, "hs_err");
        if (files.isEmpty()) {
            throw new AssertionError("no hs_err file: " + victim.stdout() + victim.stderr());
        }
        Findings found = search.nothing();
        for (Path file : files) {
            found = found.and(search.file(file));
        }
        return found;
    }

    /** Crashes it, with leave for the kernel to write a core dump, and waits until it is gone. */
    static void of(Victim victim) {
        ProcessHandle process = ProcessHandle.of(victim.pid()).orElse(null);
        if (process == null || !process.isAlive()) {
            return;
        }
        if (Sinks.installed("prlimit").isEmpty()) {
            Launch.of("prlimit")
                    .with("--core=unlimited", "--pid", Long.toString(victim.pid()))
                    .run();
        }
        Run kill = Launch.of("kill").with("-SEGV", Long.toString(victim.pid())).run();
        if (kill.exit() != 0) {
            throw new AssertionError("kill: " + kill);
        }
        try {
            process.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has left in its working folder. */
    static List<Path> left(Victim victim, String beginning) {
        try (Stream<Path> files = Files.list(victim.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .filter(file -> !victim.inputs().contains(file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.ske.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a run. It goes when the JVM ends, also by Ctrl-C, and the processes that the run started go before.
 */
public final class Scratch {
    private static final int ATTEMPTS = 20;

    private static volatile boolean ending;

    static Path folder() throws IOException {
        Path folder = Files.createTempDirectory("ske-bench").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(folder)));
        return folder;
    }

    /** Whether the JVM is about to end, so that what fails now fails because of that. */
    public static boolean isEnding() {
        return ending;
    }

    /** More than one attempt, since who measures may be about to start another process. */
    private static void clear(Path folder) {
        ending = true;
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
            List<ProcessHandle> running = ProcessHandle.current().descendants().toList();
            running.forEach(ProcessHandle::destroyForcibly);
            running.forEach(process -> process.onExit().join());
            delete(folder);
        }
        if (Files.exists(folder)) {
            System.err.println("cannot delete " + folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // a file came or went meanwhile: the next attempt sees it
        }
    }

    private Scratch() {}
}

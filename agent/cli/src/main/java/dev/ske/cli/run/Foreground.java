package dev.ske.cli.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in our place: with our standard streams, terminal, folder and environment, no shell in between, and the signals
 * that we get. It is waited for whatever comes.
 */
final class Foreground {
    /** What a shell answers for a program that it cannot start. */
    static final int NOT_EXECUTABLE = 126;

    static final int NOT_FOUND = 127;

    private final Map<String, @Nullable String> changes;
    private final boolean interrupts;

    /**
     * @param changes of the environment: null takes a variable out; cleared once the program has it
     * @param interrupts whether the program must be told of an interrupt: at a terminal it gets that of the keyboard itself
     */
    Foreground(Map<String, @Nullable String> changes, boolean interrupts) {
        this.changes = changes;
        this.interrupts = interrupts;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code; 128 and the signal's number if a signal ended it
     * @throws IOException if it cannot be started
     */
    int run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        changes.forEach((name, value) -> {
            if (value == null) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
        Signals signals = Signals.caught(interrupts);
        Process process = builder.start();
        // what may be values is needed no more
        environment.keySet().removeAll(changes.keySet());
        changes.clear();
        signals.forwardTo(process);
        return exitOf(process);
    }

    /** Nobody interrupts this thread for a reason; were it so, the program still ends first. */
    private static int exitOf(Process process) {
        while (true) {
            try {
                if (process.waitFor(1, TimeUnit.DAYS)) {
                    return process.exitValue();
                }
            } catch (InterruptedException meaningless) {
                // it is waited for all the same
            }
        }
    }
}

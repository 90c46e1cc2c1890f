package dev.ske.cli.edit;

import dev.ske.cli.terminal.NotWritten;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The user's editor: it gets our terminal, and Ctrl-C in it is its own. */
final class Editor {
    private static final int PATIENCE_SECONDS = 2;

    private final List<String> command;
    private @Nullable Process process;
    private boolean ended;

    Editor(List<String> command) {
        this.command = command;
    }

    /**
     * Opens a file, and waits until the editor ends.
     *
     * @throws IOException if it cannot be started, or ends with another exit code than 0
     */
    void open(Path file) throws IOException {
        try (Interrupts ignored = Interrupts.ignore()) {
            int exit = start(file).waitFor();
            if (wasEnded()) {
                throw new IOException("ended while the editor was open, so nothing was written");
            }
            if (exit != 0) {
                throw new IOException("the editor ended with exit code " + exit + ", so nothing was written"
                        + (ignored.any() ? " after an interrupt" : ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the editor was open", e);
        }
    }

    private synchronized Process start(Path file) throws IOException {
        if (ended) {
            throw new IOException("ended before the editor was open");
        }
        List<String> all = new ArrayList<>(command);
        all.add(file.toString());
        try {
            Process started = new ProcessBuilder(all).inheritIO().start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new NotWritten(
                    "cannot start the editor " + command.get(0) + ": is it there, and a program?",
                    "name one that is there: --editor nano, or $VISUAL or $EDITOR; the document is unchanged",
                    e);
        }
    }

    private synchronized boolean wasEnded() {
        return ended;
    }

    /** Ends it, if it is open, before what it shows is removed: first as it likes to end. */
    void end() {
        Process open;
        synchronized (this) {
            ended = true;
            open = process;
        }
        if (open == null || !open.isAlive()) {
            return;
        }
        open.destroy();
        try {
            if (!open.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                open.destroyForcibly();
            }
        } catch (InterruptedException e) {
            open.destroyForcibly();
        }
    }
}

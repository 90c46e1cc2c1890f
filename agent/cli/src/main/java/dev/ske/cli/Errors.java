package dev.ske.cli;

import dev.ske.agent.Failure;
import dev.ske.cli.terminal.NotWritten;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints what went wrong: {@code ske: error:} and {@code ske: hint:}. An argument is never repeated, since it may be a
 * secret in the wrong place; nor is the text of an exception that is not ours.
 */
final class Errors {
    private final Shell shell;
    private final Ske ske;

    Errors(Shell shell, Ske ske) {
        this.shell = shell;
        this.ske = ske;
    }

    /** The exit code of a command that failed so. */
    int of(Exception failure) {
        if (failure instanceof UsageError) {
            print(failure.getMessage(), ((UsageError) failure).hint());
            trace(failure);
            return Ske.USAGE;
        }
        if (failure instanceof Failure) {
            Failure known = (Failure) failure;
            print(known.getMessage() + " [" + known.code() + "]", known.hint());
            trace(failure);
            return Ske.FAILED;
        }
        if (failure instanceof IOException) {
            boolean told = failure instanceof NotWritten;
            print(failure.getMessage(), told ? ((NotWritten) failure).hint() : "what was there before is unchanged");
            trace(failure);
            return Ske.FAILED;
        }
        return bug(failure);
    }

    /** A bug of ours, or a machine too small: its class is all that is shown. */
    int bug(Throwable bug) {
        print(
                "this should not happen: " + bug.getClass().getName() + " [INTERNAL]",
                "--debug shows where; please report it");
        trace(bug);
        return Ske.FAILED;
    }

    void print(@Nullable String message, @Nullable String hint) {
        PrintStream err = shell.err();
        err.println("ske: error: " + Shown.text(message == null ? "no reason is known" : message));
        if (hint != null) {
            err.println("ske: hint: " + Shown.text(hint));
        }
    }

    /** Classes and lines only: the messages of exceptions that are not ours may quote a value. */
    void trace(Throwable failure) {
        for (Throwable t = ske.debug() ? failure : null; t != null; t = t.getCause()) {
            shell.err().println(t.getClass().getName());
            for (StackTraceElement frame : t.getStackTrace()) {
                shell.err().println("\tat " + frame);
            }
        }
    }
}

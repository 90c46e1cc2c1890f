package dev.ske.cli.document;

import dev.ske.agent.document.Entry;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;

/** Warns of values in .env files that end at a {@code #}: half a password would be encrypted, and the rest stay plain. */
public final class CutShort {
    /** One warning for each such value, on standard error. */
    public static void warn(DocumentFile file, Shell shell) {
        for (Entry entry : file.document().cutShort()) {
            shell.err()
                    .println(Shown.text("ske: warning: " + entry.place() + ": " + entry.path()
                            + ": what follows '#' is a comment, as dotenv reads it; quote the value if it belongs to"
                            + " it"));
        }
    }

    private CutShort() {}
}

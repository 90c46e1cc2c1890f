package dev.ske.cli.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.Options;
import dev.ske.cli.terminal.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The document that is meant where none is named: the same that the agent finds with {@code config=auto}. */
final class DefaultFile {
    private static final String ENV = ".env";

    /**
     * The document that is meant.
     *
     * @param given null if no document is named
     * @param env whether a {@code .env} that is there comes first, as for the npm package's users
     */
    static Path of(@Nullable String given, boolean env, Shell shell) {
        if (given != null) {
            return shell.path(given);
        }
        if (env && Files.exists(shell.path(ENV))) {
            return shell.path(ENV);
        }
        for (String name : Options.AUTO) {
            Path file = shell.path(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new Failure(
                Code.DOCUMENT_MISSING,
                "no FILE is given, and there is none of " + String.join(", ", Options.AUTO) + " here",
                "name the document after the command's other arguments, or with --path; 'ske init' makes one");
    }

    private DefaultFile() {}
}

package dev.ske.cli.edit;

import dev.ske.agent.Failure;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the editor until what it leaves can be written, or the user gives up. */
final class Rounds {
    private static final String QUESTION = "edit again? If not, the text is lost and nothing is written [Y/n] ";

    private final Editor editor;
    private final EditedFile file;
    private final Resealing resealing;
    private final Shell shell;

    Rounds(Editor editor, EditedFile file, Resealing resealing, Shell shell) {
        this.editor = editor;
        this.file = file;
        this.resealing = resealing;
        this.shell = shell;
    }

    /**
     * Whether the document is now as the user wants it.
     *
     * @throws IOException if the editor fails
     * @throws Failure if the text is no document and nobody is there to mend it
     */
    boolean run(Consumer<String> report) throws IOException {
        while (true) {
            editor.open(file.path());
            try {
                String text = file.text();
                if (text.equals(file.before())) {
                    report.accept(file.document().name() + ": nothing was changed, and nothing is written");
                    return true;
                }
                Resealing.Edited edited = resealing.of(text);
                write(edited);
                report.accept(file.document().name() + ": " + edited.report());
                return true;
            } catch (Failure refused) {
                if (shell.prompt() == null) {
                    throw refused;
                }
                explain(refused.getMessage() + " [" + refused.code() + "]", refused.hint());
            } catch (UsageError refused) {
                if (shell.prompt() == null) {
                    throw refused;
                }
                explain(refused.getMessage(), refused.hint());
            } catch (Unwritable refused) {
                if (shell.prompt() == null) {
                    throw refused;
                }
                explain(refused.getMessage(), "the file is as it is; save the text elsewhere, if it is worth that");
            }
            if (!again()) {
                report.accept(file.document().name() + ": nothing is written");
                return false;
            }
        }
    }

    private void write(Resealing.Edited edited) throws IOException {
        try {
            file.document().write(edited.text());
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    private void explain(@Nullable String message, @Nullable String hint) {
        shell.err().println(Shown.text("ske: error: " + message));
        if (hint != null) {
            shell.err().println(Shown.text("ske: hint: " + hint));
        }
    }

    private boolean again() {
        Shell.Prompt prompt = shell.prompt();
        char[] answer = prompt == null ? null : prompt.ask(QUESTION);
        boolean yes = answer != null && (answer.length == 0 || answer[0] == 'y' || answer[0] == 'Y');
        if (answer != null) {
            Arrays.fill(answer, ' ');
        }
        return yes;
    }

    /** The document could not be replaced: the editor's text is still there. */
    private static final class Unwritable extends IOException {
        private static final long serialVersionUID = 1L;

        Unwritable(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}

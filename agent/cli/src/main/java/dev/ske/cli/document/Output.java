package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --output}. */
public final class Output {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this new file (mode 0600), or to standard output if it is '-'."
                    + " With --path, a file that is there is replaced.")
    private @Nullable String output;

    public boolean given() {
        return output != null;
    }

    public boolean isStandard() {
        return "-".equals(output);
    }

    /** Whether the option names this document itself, so that it changes in place. */
    public boolean is(Path document, Shell shell) {
        if (output == null || isStandard()) {
            return false;
        }
        try {
            return Files.isSameFile(shell.path(output), document);
        } catch (IOException absent) {
            return false;
        }
    }

    /** The files that are written: the document itself, or the one that the option names. */
    public List<Path> written(Path document, Shell shell) {
        if (output == null || is(document, shell)) {
            return Collections.singletonList(document);
        }
        return isStandard() ? Collections.emptyList() : Collections.singletonList(shell.path(output));
    }

    /**
     * Writes where the option says.
     *
     * @param replaces whether a file that is there already is replaced, in one step
     */
    public void write(DocumentFile file, String text, boolean replaces, Shell shell) throws IOException {
        if (output == null || isStandard()) {
            byte[] bytes = file.bytes(text);
            shell.out().write(bytes, 0, bytes.length);
        } else if (is(file.path(), shell)) {
            file.write(text);
        } else if (replaces) {
            file.replace(shell.path(output), text);
        } else {
            file.writeTo(shell.path(output), text);
        }
    }

    /** A line about what was done: never between the bytes of a document. */
    public void report(String line, Shell shell) {
        (isStandard() ? shell.err() : shell.out()).println(Shown.text(line));
    }

    public Output() {}
}

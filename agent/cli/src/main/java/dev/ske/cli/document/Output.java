package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --output}. */
public final class Output {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this new file (mode 0600), or to standard output if it is '-'.")
    private @Nullable String output;

    public boolean given() {
        return output != null;
    }

    public boolean isStandard() {
        return "-".equals(output);
    }

    /** Writes where the option says. */
    public void write(DocumentFile file, String text, Shell shell) throws IOException {
        if (output != null && !isStandard()) {
            file.writeTo(shell.path(output), text);
            return;
        }
        byte[] bytes = file.bytes(text);
        shell.out().write(bytes, 0, bytes.length);
    }

    /** A line about what was done: never between the bytes of a document. */
    public void report(String line, Shell shell) {
        (isStandard() ? shell.err() : shell.out()).println(Shown.text(line));
    }

    public Output() {}
}

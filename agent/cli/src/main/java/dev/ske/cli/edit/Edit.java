package dev.ske.cli.edit;

import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.value.SealOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske edit FILE}. */
@Command(
        name = "edit",
        header = "Opens a document in an editor, its values plain.",
        description = {
            "When the editor ends, what was changed or added is encrypted, and all else",
            "stays byte for byte. Meanwhile the plain text is in a file for you alone, in",
            "memory where the machine has a file system there; it is removed in any case."
        },
        footer = {"", "Examples:", "  ske edit secrets.yaml", "  ske edit --editor 'code --wait' .env"})
public final class Edit implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final SealOptions form = new SealOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Option(
            names = "--editor",
            paramLabel = "CMD",
            description = "The editor, with its arguments. Default: $VISUAL, $EDITOR, vi or nano.")
    private @Nullable String editor;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A .env, YAML, JSON or .properties file. Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public Edit(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path at = path.one(file, keys.asInNpm(), shell);
        List<String> command = EditorCommand.of(editor, shell);
        int[] exit = {1};
        DocumentLock.during(
                Collections.singleton(at),
                shell,
                () -> exit[0] = edit(DocumentFile.read(at, formats.of(at)), new Editor(command)) ? 0 : 1);
        return exit[0];
    }

    private boolean edit(DocumentFile document, Editor opened) throws IOException {
        form.encrypters(shell).close();
        OpenDocument open = OpenDocument.of(document, () -> keys.required(document, shell), shell);
        PrivateFolder folder = PrivateFolder.in(Storage.choose(shell));
        AtEnd atEnd = new AtEnd(() -> {
            opened.end();
            folder.remove();
        });
        try {
            EditedFile edited =
                    new EditedFile(folder, document, open.shown().document().text());
            Resealing resealing = new Resealing(open, now -> keys.required(now, shell), form, shell);
            return new Rounds(opened, edited, resealing, shell).run(this::report);
        } finally {
            folder.remove();
            atEnd.cancel();
        }
    }

    private void report(String line) {
        shell.out().println(Shown.text(line));
    }
}

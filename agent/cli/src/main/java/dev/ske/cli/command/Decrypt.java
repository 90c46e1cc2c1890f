package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.Output;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.Selection;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.value.PlainDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske decrypt FILE}. */
@Command(
        name = "decrypt",
        header = "Turns the encrypted values of a document back to plain.",
        description = {
            "The document goes to standard output, because plaintext in a file should be",
            "somebody's decision: --in-place or --output FILE. With --path it is written in",
            "place, as the npm package does."
        },
        footer = {"", "Example:", "  ske decrypt --key file:ske.key secrets.yaml"})
public final class Decrypt implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final Selection selection = new Selection();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final Output output = new Output();

    @Option(names = "--in-place", description = "Write the plain values into FILE itself.")
    private boolean inPlace;

    @Option(
            names = "--dry-run",
            description = "List the names that would be decrypted, and change nothing. No key is needed.")
    private boolean dryRun;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A .env, YAML, JSON or .properties file. Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public Decrypt(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (inPlace && output.given()) {
            throw new UsageError("--in-place and --output exclude each other", "give one of them");
        }
        Path at = path.one(file, keys.asInNpm(), shell);
        boolean here = inPlace || (path.given() && !output.given()) || output.is(at, shell);
        boolean toFile = here || (output.given() && !output.isStandard());
        if (json.asked() && !toFile && !dryRun) {
            throw new UsageError(
                    "--json and the document both want standard output",
                    "say where it goes: --in-place or --output FILE");
        }
        if (dryRun) {
            DocumentFile document = DocumentFile.read(at, formats.of(at));
            report(document, encrypted(document, Kinds.of(document, shell)));
            return 0;
        }
        List<Path> written = toFile ? here ? Collections.singletonList(at) : output.written(at, shell) : none();
        DocumentLock.during(written, shell, () -> decrypt(DocumentFile.read(at, formats.of(at)), here, toFile));
        return 0;
    }

    private static List<Path> none() {
        return Collections.emptyList();
    }

    private void decrypt(DocumentFile document, boolean here, boolean toFile) throws IOException {
        Kinds kinds = Kinds.of(document, shell);
        List<Entry> encrypted = encrypted(document, kinds);
        String text = encrypted.isEmpty()
                ? document.document().text()
                : PlainDocument.text(document, encrypted, kinds, keys.required(document, shell), shell);
        if (here) {
            document.write(text);
        } else {
            output.write(document, text, path.given(), shell);
        }
        if (toFile) {
            report(document, encrypted);
        }
    }

    /** The encrypted values that are selected; rules say what is to be encrypted, and nothing of this. */
    private List<Entry> encrypted(DocumentFile document, Kinds kinds) {
        Set<EntryPath> selected = selection.in(document, Rules.none());
        return Names.values(document).stream()
                .filter(entry -> entry.written() && kinds.encrypted(entry) && selected.contains(entry.path()))
                .collect(Collectors.toList());
    }

    private void report(DocumentFile document, List<Entry> encrypted) {
        if (json.asked()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", document.name());
            one.put("decrypted", encrypted.size());
            one.put("names", EncryptionReport.names(encrypted));
            json.print(Collections.singletonList(one), dryRun, shell);
            return;
        }
        if (dryRun) {
            encrypted.forEach(
                    entry -> shell.out().println(Shown.text(entry.path().toString())));
        }
        String values = encrypted.size() == 1 ? " value" : " values";
        shell.out()
                .println(Shown.text(document.name() + ": " + encrypted.size() + values
                        + (dryRun ? " would be decrypted" : " decrypted")));
    }
}

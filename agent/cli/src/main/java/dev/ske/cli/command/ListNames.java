package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.Unparsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske keys [FILE]}. */
@Command(
        name = "keys",
        header = "Lists the names of a document.",
        description = {
            "One name a line, as the document has it: all that a program is served, plain",
            "values too. No value is shown, and no key is needed."
        },
        footer = {"", "Example:", "  ske keys secrets.yaml"})
public final class ListNames implements Callable<Integer>, Unparsed {
    private final Shell shell;

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--kms-key-id",
            paramLabel = "KEY",
            description = "No key is needed; as with other commands, .env comes first where no FILE is given.")
    private @Nullable String kmsKeyId;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public ListNames(Shell shell) {
        this.shell = shell;
    }

    @Override
    public boolean take(List<String> arguments) {
        file = arguments.isEmpty() ? null : arguments.get(0);
        return arguments.size() <= 1;
    }

    @Override
    public Integer call() {
        Path at = path.one(file, kmsKeyId != null, shell);
        DocumentFile document = DocumentFile.read(at, formats.of(at));
        List<Entry> served = new ArrayList<>();
        for (Entry entry : Names.served(document)) {
            if (entry.kind() != Entry.Kind.EMPTY_LIST && entry.kind() != Entry.Kind.EMPTY_MAP) {
                served.add(entry);
            }
        }
        if (json.asked()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", document.name());
            one.put("names", EncryptionReport.names(served));
            json.print(Collections.singletonList(one), false, shell);
        } else {
            served.forEach(entry -> shell.out().println(Shown.text(entry.path().toString())));
        }
        return 0;
    }
}

package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.OpenKeys;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Unparsed;
import dev.ske.cli.value.Unsealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske get NAME [FILE]}. */
@Command(
        name = "get",
        header = "Prints one value, decrypted, in UTF-8.",
        description = "Plain values are printed too. 'ske keys' lists the names.",
        footer = {"", "Examples:", "  ske get db.password", "  ske get --key file:ske.key API_TOKEN .env"})
public final class GetValue implements Callable<Integer>, Unparsed {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Option(
            names = {"-n", "--no-newline"},
            description = "Print the value alone, without a newline after it.")
    private boolean noNewline;

    @Parameters(index = "0", paramLabel = "NAME", description = "A path (db.password) or a name (DB_PASSWORD).")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public GetValue(Shell shell) {
        this.shell = shell;
    }

    @Override
    public boolean take(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            return false;
        }
        name = arguments.get(0);
        file = arguments.size() == 1 ? null : arguments.get(1);
        return true;
    }

    @Override
    public Integer call() {
        Path at = path.one(file, keys.asInNpm(), shell);
        DocumentFile document = DocumentFile.read(at, formats.of(at));
        List<Entry> found = Names.find(name, document);
        if (found.isEmpty()) {
            throw Names.unknown(name, document);
        }
        byte[] value = value(Names.one(name, found), document);
        try {
            shell.out().write(value, 0, value.length);
            if (!noNewline) {
                shell.out().write('\n');
            }
        } finally {
            Arrays.fill(value, (byte) 0);
        }
        return 0;
    }

    private byte[] value(Entry entry, DocumentFile document) {
        Kinds kinds = Kinds.of(document, shell);
        if (!kinds.encrypted(entry)) {
            return entry.value().getBytes(StandardCharsets.UTF_8);
        }
        kinds.refuseForeign(entry);
        try (OpenKeys open = OpenKeys.any(keys.required(document, shell), shell.kms())) {
            return new Unsealer(open.keys(), kinds).bytes(entry);
        }
    }
}

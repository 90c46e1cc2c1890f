package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.CutShort;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KeysAtHand;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.Unparsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske status [FILE...]}. */
@Command(
        name = "status",
        header = "Lists the names of documents, and what is encrypted for which key.",
        description = {
            "A line per name: line number, state, name, the ids of the keys that open it.",
            "(KEY) after an id: that key is named here, so that it can be tried. plain! is",
            "not encrypted and looks like a secret. No value is decrypted or shown, and AWS",
            "KMS is not asked."
        },
        footer = {"", "Examples:", "  ske status secrets.yaml", "  ske status --check conf/*.yaml .env"})
public final class Status implements Callable<Integer>, Unparsed {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--check",
            description = "List plain values only that the rules select, or, without rules, that look like secrets;"
                    + " exit code 1 if there is one.")
    private boolean check;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private List<String> files = new ArrayList<>();

    public Status(Shell shell) {
        this.shell = shell;
    }

    @Override
    public boolean take(List<String> arguments) {
        files = arguments;
        return true;
    }

    @Override
    public Integer call() {
        List<Path> paths = path.all(files, keys.asInNpm(), shell);
        return check ? check(paths) : list(paths);
    }

    private int list(List<Path> paths) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Path at : paths) {
            StatusTable table = table(DocumentFile.read(at, formats.of(at)));
            if (json.asked()) {
                documents.add(table.json());
            } else {
                table.print(shell);
            }
        }
        print(documents);
        return 0;
    }

    private StatusTable table(DocumentFile file) {
        CutShort.warn(file, shell);
        Kinds kinds = Kinds.of(file, shell);
        KeysAtHand atHand = new KeysAtHand(keys.all(file, shell), shell);
        List<EntryStatus> states = new ArrayList<>();
        for (Entry entry : Names.served(file)) {
            states.add(new EntryStatus(entry, kinds.of(entry), atHand));
        }
        return new StatusTable(file, Rules.of(file, shell).where(), states);
    }

    private int check(List<Path> paths) {
        List<Map<String, Object>> documents = new ArrayList<>();
        boolean failed = false;
        for (Path at : paths) {
            PlainCheck one = new PlainCheck(DocumentFile.read(at, formats.of(at)), shell);
            failed |= one.failed();
            documents.add(one.json());
            if (!json.asked()) {
                one.lines().forEach(line -> shell.out().println(Shown.text(line)));
            }
        }
        print(documents);
        if (failed) {
            shell.err().println("ske: hint: these values are plain; 'ske encrypt FILE' encrypts them");
        }
        return failed ? 1 : 0;
    }

    private void print(List<Map<String, Object>> documents) {
        if (json.asked()) {
            json.print(documents, false, shell);
        }
    }
}

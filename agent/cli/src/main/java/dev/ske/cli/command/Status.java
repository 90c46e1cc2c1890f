package dev.ske.cli.command;

import dev.ske.cli.document.CutShort;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KeysAtHand;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ske status [FILE...]}. */
@Command(
        name = "status",
        header = "Lists the names of documents, and what is encrypted for which key.",
        description = {
            "A line per name: line number, state, name, the ids of the keys that open it.",
            "(KEY) after an id: that key is named here, so that it can be tried. No value is",
            "decrypted or shown, and AWS KMS is not asked."
        },
        footer = {"", "Example:", "  ske status secrets.yaml"})
public final class Status implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private List<String> files = new ArrayList<>();

    public Status(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        for (Path at : path.all(files, keys.asInNpm(), shell)) {
            print(DocumentFile.read(at, formats.of(at)));
        }
        return 0;
    }

    private void print(DocumentFile file) {
        CutShort.warn(file, shell);
        Kinds kinds = Kinds.of(file, shell);
        KeysAtHand atHand = new KeysAtHand(keys.all(file, shell), shell);
        List<EntryStatus> states = Names.values(file).stream()
                .map(entry -> new EntryStatus(entry, kinds.of(entry), atHand))
                .collect(Collectors.toList());
        int lineWidth = 1;
        int stateWidth = 1;
        int nameWidth = 1;
        for (EntryStatus status : states) {
            lineWidth = Math.max(lineWidth, status.line().length());
            stateWidth = Math.max(stateWidth, status.state().length());
            nameWidth = Math.max(nameWidth, Math.min(40, status.name().length()));
        }
        String row = "%" + lineWidth + "s  %-" + stateWidth + "s  %-" + nameWidth + "s  %s";
        for (EntryStatus status : states) {
            String line = String.format(row, status.line(), status.state(), status.name(), status.keys());
            shell.out().println(stripTrailing(line));
        }
        shell.out().println(Shown.text(summary(file, states)));
    }

    private static String summary(DocumentFile file, List<EntryStatus> states) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (EntryStatus status : states) {
            counts.merge(status.state(), 1, Integer::sum);
        }
        long opened = states.stream().filter(EntryStatus::keyAtHand).count();
        String parts = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return file.name() + ": " + (parts.isEmpty() ? "no names" : parts) + "; a key is at hand for " + opened;
    }

    private static String stripTrailing(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }
}

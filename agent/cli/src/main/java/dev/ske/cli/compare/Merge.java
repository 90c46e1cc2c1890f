package dev.ske.cli.compare;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske merge BASE OURS THEIRS [PATH]}. */
@Command(
        name = "merge",
        header = "Merges two changes of a document, as git's merge driver.",
        description = {
            "What two branches did to one document, value by value, into OURS. Values stay",
            "encrypted, and no key is needed. Values that both changed, and not to the same,",
            "are in conflict: they stand between markers then, and the exit code is 1. To let",
            "git call it, see docs/git.md."
        },
        footer = {"", "Example:", "  ske merge base.yaml secrets.yaml other.yaml"})
public final class Merge implements Callable<Integer> {
    private static final String NONE = "/dev/null";

    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final Formats formats = new Formats();

    @Option(
            names = {"-L", "--label"},
            paramLabel = "LABEL",
            description = "What a side is called in markers: once for OURS, twice for THEIRS too.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--marker-size",
            paramLabel = "N",
            defaultValue = "7",
            description = "How long a marker is (default: ${DEFAULT-VALUE}).")
    private int markerSize;

    @Parameters(index = "0", paramLabel = "BASE", description = "The document before both changes, or /dev/null.")
    @SuppressWarnings("NullAway.Init")
    private String base;

    @Parameters(index = "1", paramLabel = "OURS", description = "Our version, where the merged document is written.")
    @SuppressWarnings("NullAway.Init")
    private String ours;

    @Parameters(index = "2", paramLabel = "THEIRS", description = "The other version.")
    @SuppressWarnings("NullAway.Init")
    private String theirs;

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "PATH",
            description = "What the document is called, if the three are copies. Default: OURS.")
    private @Nullable String path;

    public Merge(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (labels.size() > 2) {
            throw new UsageError("there are more than two labels", "give one for OURS and one for THEIRS");
        }
        if (markerSize < 1 || markerSize > 1_000) {
            throw new UsageError("--marker-size is not from 1 to 1000", "git's default is 7");
        }
        int[] exit = {1};
        DocumentLock.during(Collections.singleton(shell.path(ours)), shell, () -> exit[0] = merge());
        return exit[0];
    }

    private int merge() throws IOException {
        DocumentFile mine = read(ours);
        try (Side first = new Side(read(base), keys, shell);
                Side second = new Side(mine, keys, shell);
                Side third = new Side(read(theirs), keys, shell)) {
            return merge(first, second, third);
        }
    }

    private DocumentFile read(String file) {
        Path name = shell.path(path == null ? ours : path);
        return file.equals(NONE)
                ? DocumentFile.empty(name, formats.of(name))
                : DocumentFile.copy(shell.path(file), name, formats.of(name));
    }

    private int merge(Side first, Side second, Side third) throws IOException {
        ThreeWay merge = new ThreeWay(first, second, third);
        Map<EntryPath, Entry> merged = merge.entries(second);
        MergedText texts = new MergedText(first, second, third);
        String text = texts.of(merged);
        if (merge.conflicts().isEmpty() && text != null) {
            second.file().write(text);
            warnOfPlain(merged, first, second);
            if (KeyMix.made(second, third, merged.values(), second.opener())) {
                warn(second.file().name()
                        + ": its values are for different keys now: one side changed the keys, and the"
                        + " other added or changed values for the old ones");
                shell.err().println("ske: hint: 'ske rewrap' encrypts all of them for the same keys");
            }
            return 0;
        }
        String other = text == null ? null : texts.of(merge.entries(third));
        second.file().write(inConflict(text, other, second, third));
        report(merge, first, second, third);
        return 1;
    }

    /** A branch that has a value in clear is merged as any change, and must not pass unseen. */
    private void warnOfPlain(Map<EntryPath, Entry> merged, Side first, Side second) {
        String names = merged.entrySet().stream()
                .filter(one -> first.encrypts(one.getKey()) || second.encrypts(one.getKey()))
                .filter(one -> one.getValue().kind() == Entry.Kind.STRING
                        && !second.opener().encrypted(one.getValue()))
                .map(one -> one.getKey().toString())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            warn(second.file().name() + ": plain now, and was encrypted: " + names);
        }
    }

    /** Only what is in conflict stands between markers; where even that cannot be told, all that differs does. */
    private String inConflict(
            @Nullable String preferringOurs, @Nullable String preferringTheirs, Side second, Side third) {
        Markers markers = new Markers(
                markerSize,
                labels.isEmpty() ? "ours" : labels.get(0),
                labels.size() < 2 ? "theirs" : labels.get(1),
                TextLines.lineBreak(second.text()));
        return preferringOurs == null || preferringTheirs == null
                ? markers.text(second.text(), third.text())
                : markers.text(preferringOurs, preferringTheirs);
    }

    private void report(ThreeWay merge, Side first, Side second, Side third) {
        String name = second.file().name();
        for (Side side : new Side[] {first, second, third}) {
            Failure failure = side.opener().failure();
            if (failure != null) {
                warn(name + ": values that may only be encrypted anew count as changed, since they do not open: "
                        + failure.getMessage() + " [" + failure.code() + "]");
                break;
            }
        }
        String names = merge.conflicts().stream().map(EntryPath::toString).collect(Collectors.joining(", "));
        print(
                "error",
                names.isEmpty()
                        ? name + ": the values merge, and the text around them does not"
                        : name + ": both sides changed " + names);
        print("hint", "keep one side between the markers in the document; or take out both, and 'ske set' the value");
    }

    private void warn(String warning) {
        print("warning", warning);
    }

    private void print(String kind, String line) {
        shell.err().println("ske: " + kind + ": " + Shown.text(line));
    }
}

package dev.ske.cli.command;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.OpenKeys;
import dev.ske.cli.terminal.Colour;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.value.Unsealer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ske verify [FILE...]}. */
@Command(
        name = "verify",
        header = "Opens every value, and shows none.",
        description = {
            "A line per encrypted value: line number, ok or failed, name, and what is wrong",
            "with it. Exit code 1 if one does not open. No value is shown or written."
        },
        footer = {"", "Example:", "  ske verify secrets.yaml"})
public final class Verify implements Callable<Integer> {
    private static final int FAILED = 1;

    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private List<String> files = new ArrayList<>();

    public Verify(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean sound = true;
        List<Object> documents = new ArrayList<>();
        for (Path at : path.all(files, keys.asInNpm(), shell)) {
            DocumentFile file = DocumentFile.read(at, formats.of(at));
            Kinds kinds = Kinds.of(file, shell);
            List<Entry> written =
                    Names.values(file).stream().filter(Entry::written).collect(Collectors.toList());
            Map<Entry, @Nullable Failure> opened =
                    open(file, written.stream().filter(kinds::encrypted).collect(Collectors.toList()), kinds);
            sound &= opened.values().stream().allMatch(failure -> failure == null);
            documents.add(report(file, opened, written.size() - opened.size()));
        }
        if (json.asked()) {
            json.print(documents, false, shell);
        }
        return sound ? 0 : FAILED;
    }

    private Map<Entry, @Nullable Failure> open(DocumentFile file, List<Entry> encrypted, Kinds kinds) {
        Map<Entry, @Nullable Failure> opened = new LinkedHashMap<>();
        if (encrypted.isEmpty()) {
            return opened;
        }
        try (OpenKeys open = OpenKeys.any(keys.required(file, shell), shell.kms());
                Progress progress = new Progress(shell, file.name(), encrypted.size())) {
            Unsealer opener = new Unsealer(open.keys(), kinds);
            opener.ask(encrypted);
            for (Entry entry : encrypted) {
                opened.put(entry, opener.failure(entry));
                progress.step();
            }
        }
        return opened;
    }

    /** Prints it, if it is not to be JSON. */
    private Map<String, Object> report(DocumentFile file, Map<Entry, @Nullable Failure> opened, int plain) {
        List<Object> values = new ArrayList<>();
        int failed = 0;
        int width = 1;
        for (Entry entry : opened.keySet()) {
            width = Math.max(width, String.valueOf(entry.place().line()).length());
        }
        for (Map.Entry<Entry, @Nullable Failure> one : opened.entrySet()) {
            Failure failure = one.getValue();
            failed += failure == null ? 0 : 1;
            values.add(value(one.getKey(), failure));
            if (!json.asked()) {
                shell.out().println(line(one.getKey(), failure, width));
            }
        }
        int sound = opened.size() - failed;
        if (!json.asked()) {
            shell.out()
                    .println(Shown.text(file.name() + ": " + sound + (sound == 1 ? " opens, " : " open, ") + failed
                            + " failed, " + plain + (plain == 1 ? " is plain" : " are plain")));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file.name());
        document.put("ok", sound);
        document.put("failed", failed);
        document.put("plain", plain);
        document.put("values", values);
        return document;
    }

    private static Map<String, Object> value(Entry entry, @Nullable Failure failure) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", entry.path().toString());
        value.put("line", entry.place().line());
        value.put("state", failure == null ? "ok" : "failed");
        if (failure != null) {
            value.put("code", failure.code().name());
            value.put("message", String.valueOf(failure.getMessage()));
        }
        return value;
    }

    private String line(Entry entry, @Nullable Failure failure, int width) {
        String number = String.valueOf(entry.place().line());
        StringBuilder line = new StringBuilder();
        for (int i = number.length(); i < width; i++) {
            line.append(' ');
        }
        String name = Shown.text(entry.path().toString());
        if (failure == null) {
            return line.append(number + "  " + shell.paint(Colour.GREEN, "ok") + "      " + name)
                    .toString();
        }
        String why = Shown.text(failure.getMessage() + " [" + failure.code() + "]");
        return line.append(number + "  " + shell.paint(Colour.RED, "failed") + "  " + name + ": " + why)
                .toString();
    }
}

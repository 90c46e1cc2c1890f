package dev.ske.cli.rotate;

import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Output;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The documents that a command changes: none is written before all of them can be. */
public final class Batch {
    /** What is done with each. */
    interface Work {
        Outcome of(DocumentFile file);
    }

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--dry-run",
            description = "Tell what would be done: nothing is opened or written, KMS is not asked.")
    private boolean dry;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    ".env, YAML, JSON or .properties files. Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private List<String> files = new ArrayList<>();

    /** Whether nothing is to be done, and only told. */
    boolean dry() {
        return dry;
    }

    /** {@code npm}: whether keys are named as the npm package names them; {@code verb}: what is done to values. */
    void run(boolean npm, String verb, Shell shell, Work work) throws IOException {
        if (output.given() && files.size() > 1) {
            throw new UsageError("--output takes one FILE only", "give the files one by one");
        }
        if (output.isStandard() && json.asked()) {
            throw new UsageError("--json and --output - both want standard output", "give one of them");
        }
        List<Path> paths = path.all(files, npm, shell);
        if (dry) {
            write(outcomes(paths, work), verb, shell);
            return;
        }
        List<Path> written = output.given() ? output.written(paths.get(0), shell) : paths;
        DocumentLock.during(written, shell, () -> write(outcomes(paths, work), verb, shell));
    }

    private List<Outcome> outcomes(List<Path> paths, Work work) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Path at : paths) {
            outcomes.add(work.of(DocumentFile.read(at, formats.of(at))));
        }
        return outcomes;
    }

    private void write(List<Outcome> outcomes, String verb, Shell shell) throws IOException {
        for (Outcome one : outcomes) {
            if (!dry && output.given()) {
                output.write(one.file(), one.text(), path.given(), shell);
            } else if (!dry) {
                one.file().write(one.text());
            }
            one.warn(shell);
            if (!json.asked()) {
                one.report(verb, dry, output, shell);
            }
        }
        if (json.asked()) {
            json.print(outcomes.stream().map(one -> one.json(verb)).collect(Collectors.toList()), false, shell);
        }
    }

    public Batch() {}
}

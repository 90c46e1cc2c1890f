package dev.ske.cli.compare;

import dev.ske.agent.Failure;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske diff OLD NEW}. */
@Command(
        name = "diff",
        header = "Shows which values of two documents differ, and none of them.",
        description = {
            "A line per name: + added, - removed, ~ changed, = the same value in another",
            "form, ? changed or only encrypted anew, for no key is here that tells. The two",
            "may be in different formats. For git, see docs/git.md."
        },
        footer = {"", "Example:", "  ske diff staging.yaml prod.yaml"})
public final class Diff implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--all", description = "List values too that are only encrypted anew.")
    private boolean all;

    @Option(names = "--exit-code", description = "Exit with 1 if there is a line to show.")
    private boolean exitCode;

    @Option(names = "--git", description = "The arguments are those that git gives to an external diff.")
    private boolean git;

    @Option(
            names = "--textconv",
            description = "Print one document, each encrypted value as a short fingerprint: for git's textconv.")
    private boolean textconv;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "The old document and the new one; with --textconv one document.")
    private List<String> files = new ArrayList<>();

    public Diff(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (textconv) {
            return fingerprints();
        }
        if (!git) {
            return compare(Versions.ofFiles(files));
        }
        if (files.size() == 1) {
            shell.out().println(Shown.text(files.get(0)) + ": in conflict");
            return 0;
        }
        Versions versions = Versions.ofGit(files);
        try {
            return compare(versions);
        } catch (Failure failure) {
            // git would stop at a command that fails, and show no other file's changes
            shell.out().println(Shown.text(versions.title() + ": cannot be compared: " + failure.getMessage()));
            return 0;
        }
    }

    private int compare(Versions versions) {
        DocumentFile before = versions.before(formats, shell);
        DocumentFile after = versions.after(formats, shell);
        try (Opener old = new Opener(before, keys, shell);
                Opener now = new Opener(after, keys, shell)) {
            List<Difference> found = new Comparison(before, old, after, now).differences();
            DiffReport report = new DiffReport(versions, found, all);
            if (json.asked()) {
                json.print(report.json(), false, shell);
            } else {
                report.print(before.document().text().equals(after.document().text()), git, shell);
            }
            warn(report.unknown(), old.failure() == null ? now.failure() : old.failure());
            return exitCode && report.differs() ? 1 : 0;
        }
    }

    private void warn(int unknown, @Nullable Failure failure) {
        if (unknown > 0 && failure != null) {
            String values = unknown == 1 ? "1 value does" : unknown + " values do";
            shell.err()
                    .println(Shown.text(
                            "ske: warning: " + values + " not open, so it cannot be told whether they differ: "
                                    + failure.getMessage() + " [" + failure.code() + "]"));
        }
    }

    private int fingerprints() {
        if (files.size() != 1) {
            throw new UsageError("--textconv takes one document", "configure: diff.ske.textconv = ske diff --textconv");
        }
        byte[] bytes = new Fingerprints(shell.path(files.get(0)), formats, shell).bytes();
        shell.out().write(bytes, 0, bytes.length);
        return 0;
    }
}

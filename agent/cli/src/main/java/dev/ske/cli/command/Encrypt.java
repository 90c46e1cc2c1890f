package dev.ske.cli.command;

import dev.ske.agent.config.KeySpec;
import dev.ske.cli.document.CutShort;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Output;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.Selection;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.value.SealOptions;
import dev.ske.cli.value.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske encrypt FILE...}. */
@Command(
        name = "encrypt",
        header = "Encrypts the values of documents in place.",
        description = {
            "Every text is encrypted that is not encrypted yet and not empty, or what the",
            "options select, or else encrypt: in the document or in a .ske.yaml. All else in",
            "the file stays byte for byte. If a value of any file cannot be encrypted, no",
            "file is changed."
        },
        footer = {
            "",
            "Examples:",
            "  ske encrypt --key file:ske.key secrets.yaml",
            "  ske encrypt --key aws-kms:alias/app --region eu-central-1 .env",
            "  ske encrypt --patterns '**.password,**.token' --exclude 'test.**' conf/*.yaml"
        })
public final class Encrypt implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final SealOptions form = new SealOptions();

    @Mixin
    private final Selection selection = new Selection();

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
            description = "List the names that would be encrypted, and change nothing. No key is needed.")
    private boolean dryRun;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    ".env, YAML, JSON or .properties files. Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private List<String> files = new ArrayList<>();

    public Encrypt(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (output.given() && files.size() > 1) {
            throw new UsageError("--output takes one FILE only", "encrypt the files one by one");
        }
        if (output.isStandard() && json.asked() && !dryRun) {
            throw new UsageError(
                    "--json and --output - both want standard output", "give --output a file, or leave --json out");
        }
        List<Path> paths = path.all(files, keys.asInNpm(), shell);
        if (dryRun) {
            EncryptionReport report = new EncryptionReport(true);
            paths.forEach(at -> report.add(chosen(at)));
            print(report);
            return 0;
        }
        List<Path> written = output.given() ? output.written(paths.get(0), shell) : paths;
        DocumentLock.during(written, shell, () -> encrypt(paths));
        return 0;
    }

    private Encryption chosen(Path at) {
        DocumentFile file = DocumentFile.read(at, formats.of(at));
        CutShort.warn(file, shell);
        return new Encryption(file, selection, Rules.of(file, shell), shell);
    }

    private void encrypt(List<Path> paths) throws IOException {
        List<Encryption> all = new ArrayList<>();
        try (KmsEncrypters kms = form.encrypters(shell)) {
            for (Path at : paths) {
                all.add(sealed(chosen(at), kms));
            }
        }
        EncryptionReport report = new EncryptionReport(false);
        for (Encryption one : all) {
            if (output.given()) {
                output.write(one.file(), one.text(), path.given(), shell);
            } else {
                one.file().write(one.text());
            }
            report.add(one);
        }
        print(report);
    }

    private Encryption sealed(Encryption one, KmsEncrypters kms) {
        List<KeySpec> specs = keys.required(one.file(), shell);
        try (Sealing sealing = form.sealing(one.file(), specs, kms)) {
            one.seal(sealing, specs, shell);
        }
        return one;
    }

    private void print(EncryptionReport report) {
        if (json.asked()) {
            report.print(json, shell);
        } else {
            report.lines().forEach(line -> output.report(line, shell));
        }
    }
}

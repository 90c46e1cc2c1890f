package dev.ske.cli.command;

import dev.ske.agent.config.KeySpec;
import dev.ske.cli.document.CutShort;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.rule.Excluded;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.Selection;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.OwnName;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.value.SealOptions;
import dev.ske.cli.value.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske import FILE}. */
@Command(
        name = "import",
        header = "Encrypts all values of a plaintext file, such as a .env, in place.",
        description = {
            "Whatever rules say: every text is encrypted but those under --exclude and the",
            "names that lead to AWS KMS. Then it says what is left to do."
        },
        footer = {"", "Example:", "  ske import --key file:ske.key .env"})
public final class Import implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final SealOptions form = new SealOptions();

    @Mixin
    private final Excluded exclude = new Excluded();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--dry-run",
            description = "List the names that would be encrypted, and change nothing. No key is needed.")
    private boolean dryRun;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The plaintext file. Default: .env if it is here, else secrets.yaml or ske.yaml.")
    private @Nullable String file;

    public Import(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path at = path.one(file, true, shell);
        if (dryRun) {
            print(chosen(at), Collections.emptyList());
            return 0;
        }
        DocumentLock.during(Collections.singleton(at), shell, () -> encrypt(at));
        return 0;
    }

    private Encryption chosen(Path at) {
        DocumentFile document = DocumentFile.read(at, formats.of(at));
        CutShort.warn(document, shell);
        return new Encryption(document, Selection.allBut(exclude), Rules.none(), shell);
    }

    private void encrypt(Path at) throws IOException {
        Encryption all = chosen(at);
        DocumentFile document = all.file();
        List<KeySpec> specs = keys.required(document, shell);
        try (KmsEncrypters kms = form.encrypters(shell);
                Sealing sealing = form.sealing(document, specs, kms)) {
            all.seal(sealing, specs, shell);
        }
        document.write(all.text());
        boolean own = specs.get(0).place().file().equals(document.name());
        print(all, own ? Collections.emptyList() : new StarterKeys(specs, at).lines(document.format()));
    }

    /** {@code missing}: what the document must say of its keys before a program can start with it; empty if it does. */
    private void print(Encryption all, List<String> missing) {
        EncryptionReport report = new EncryptionReport(dryRun);
        report.add(all);
        if (json.asked()) {
            report.print(json, shell);
            return;
        }
        report.lines().forEach(line -> shell.out().println(Shown.text(line)));
        if (dryRun || all.chosen().isEmpty()) {
            return;
        }
        say("what is left to do:");
        say("  the plain values are still in backups, and in the history of version control if");
        say("  the file was ever committed: change these secrets where they are used");
        if (!missing.isEmpty()) {
            say("  name the keys in the document too, where the program finds them:");
            missing.forEach(line -> say("    " + line));
        }
        say("  start the program with them:");
        say("    " + OwnName.get() + " run --path " + OwnName.quoted(all.file().name()) + " -- java -jar app.jar");
    }

    private void say(String line) {
        shell.out().println(Shown.text(line));
    }
}

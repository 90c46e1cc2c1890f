package dev.ske.cli.command;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.Output;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.Selection;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.value.SealOptions;
import dev.ske.cli.value.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ske encrypt FILE...}. */
@Command(
        name = "encrypt",
        header = "Encrypts the values of documents in place.",
        description = {
            "Every text is encrypted that is not encrypted yet and not empty; all else in",
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
        List<Path> paths = path.all(files, keys.asInNpm(), shell);
        DocumentLock.during(paths, shell, () -> encrypt(paths));
        return 0;
    }

    private void encrypt(List<Path> paths) throws IOException {
        List<Encrypted> all = new ArrayList<>();
        try (KmsEncrypters kms = form.encrypters(shell)) {
            for (Path at : paths) {
                all.add(encrypt(DocumentFile.read(at, formats.of(at)), kms));
            }
        }
        for (Encrypted one : all) {
            if (output.given()) {
                output.write(one.file, one.text, shell);
            } else {
                one.file.write(one.text);
            }
            output.report(one.report, shell);
        }
    }

    private Encrypted encrypt(DocumentFile file, KmsEncrypters kms) {
        Set<EntryPath> selected = selection.in(file, Rules.of(file, shell));
        List<Entry> chosen = new ArrayList<>();
        Kinds kinds = Kinds.of(file, shell);
        int already = 0;
        int plain = 0;
        Map<Entry, String> sealed;
        try (Sealing sealing = form.sealing(file, keys.required(file, shell), kms)) {
            for (Entry entry : Names.values(file)) {
                if (!entry.written()) {
                    continue;
                }
                EncryptedValue.Kind kind = kinds.of(entry);
                if (kind == EncryptedValue.Kind.V2 || kind == EncryptedValue.Kind.KMS) {
                    already++;
                } else if (!selected.contains(entry.path()) || entry.value().isEmpty()) {
                    plain++;
                } else {
                    kinds.refuseToEncrypt(entry);
                    chosen.add(entry);
                }
            }
            try (Progress progress = new Progress(shell, file.name(), chosen.size())) {
                sealed = sealing.all(chosen, progress);
            }
        }
        Map<Entry, Document.Value> values = new HashMap<>();
        Map<EntryPath, String> changed = new HashMap<>();
        sealed.forEach((entry, text) -> {
            values.put(entry, Document.Value.string(text));
            changed.put(entry.path(), text);
        });
        String text =
                values.isEmpty() ? file.document().text() : file.document().replace(values);
        file.check(text, changed);
        return new Encrypted(file, text, report(file, changed.size(), already, plain));
    }

    private static String report(DocumentFile file, int encrypted, int already, int plain) {
        return file.name() + ": " + encrypted + (encrypted == 1 ? " value" : " values") + " encrypted, " + already
                + (already == 1 ? " was already, " : " were already, ") + plain + " left plain" + reserved(file);
    }

    /** Somebody could think that these are encrypted now. */
    private static String reserved(DocumentFile file) {
        String names = file.entries().stream()
                .filter(entry -> Names.forKms(entry.path()) && !entry.value().isEmpty())
                .map(entry -> entry.path().toString())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; never encrypted, because they lead to KMS: " + names;
    }

    private static final class Encrypted {
        private final DocumentFile file;
        private final String text;
        private final String report;

        Encrypted(DocumentFile file, String text, String report) {
            this.file = file;
            this.text = text;
            this.report = report;
        }
    }
}

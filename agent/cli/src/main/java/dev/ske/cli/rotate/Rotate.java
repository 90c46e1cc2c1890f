package dev.ske.cli.rotate;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.key.Keys;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.key.Recipients;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.value.KeptForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ske rotate [FILE...]}. */
@Command(
        name = "rotate",
        header = "Encrypts all values again, under a new data key.",
        description = {
            "Every encrypted value is opened and encrypted again, for the same keys or, with",
            "--old-key and --new-key, for others; the document's own list of keys follows.",
            "Plain values stay. If a value of any file does not open, no file is changed."
        },
        footer = {
            "",
            "Examples:",
            "  ske rotate secrets.yaml",
            "  ske rotate --old-key file:old.key --new-key file:new.key --overlap",
            "  ske rotate --old-kms-key-id alias/old --kms-key-id alias/new .env"
        })
public final class Rotate implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Option(
            names = "--old-key",
            paramLabel = "KEY",
            description = "A key to take away, and to open the values with: file:PATH or aws-kms:KEY. May be given"
                    + " several times.")
    private List<String> oldKeys = new ArrayList<>();

    @Option(names = "--new-key", paramLabel = "KEY", description = "A key to add. May be given several times.")
    private List<String> newKeys = new ArrayList<>();

    @Option(
            names = "--old-kms-key-id",
            paramLabel = "KEY",
            description = "The same as --old-key aws-kms:KEY; --kms-key-id is then the new key.")
    private List<String> oldKmsKeyIds = new ArrayList<>();

    @Option(
            names = "--overlap",
            description = "Keep the old key among the keys too, so that readers with either open every value.")
    private boolean overlap;

    @Mixin
    private final KeptForm form = new KeptForm();

    @Mixin
    private final Batch files = new Batch();

    public Rotate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        boolean npm = !oldKmsKeyIds.isEmpty();
        boolean added = !newKeys.isEmpty() || (npm && !keys.npm().isEmpty());
        if (overlap && ((oldKeys.isEmpty() && !npm) || !added)) {
            throw new UsageError(
                    "--overlap is for an old key and a new one", "give both: --old-key KEY --new-key KEY --overlap");
        }
        if (npm && !added) {
            throw new UsageError(
                    "--old-kms-key-id is given without the new key", "give it too: --kms-key-id KEY or --new-key KEY");
        }
        try (KmsEncrypters kms = form.encrypters(shell)) {
            files.run(npm || keys.asInNpm(), "rotated", shell, file -> rotate(file, kms));
        }
        return 0;
    }

    private Outcome rotate(DocumentFile file, KmsEncrypters kms) {
        List<KeySpec> old = keys.named(oldKeys, "--old-key", file, shell);
        for (String id : oldKmsKeyIds) {
            old.add(keys.reached(KeyOptions.kmsKey(id, "--old-kms-key-id"), file, shell));
        }
        List<KeySpec> fresh = keys.named(newKeys, "--new-key", file, shell);
        boolean npm = !oldKmsKeyIds.isEmpty();
        for (KeySpec key : npm ? keys.npm() : new ArrayList<KeySpec>()) {
            fresh.add(keys.reached(key, file, shell));
        }
        KeyChange change = change(file, old, fresh);
        List<KeySpec> target = change.target(file);
        Values values = new Values(file, form, shell);
        KmsKey direct = direct(values, target, change);
        Holders holders = new Holders(change.opening());
        Set<String> before = values.holders();
        List<KeySpec> configured = before(file, old, fresh);
        if (values.all().size() == values.envelopes().size()) {
            change.refuseUnknown(before, file);
        }
        KeyList section = KeyList.of(file, change, configured, shell);
        if (files.dry()) {
            return new Outcome(
                    section.file(),
                    section.file().document().text(),
                    values.all(),
                    values.plain(),
                    holders.gaining(before, change, target),
                    holders.losing(before, change, target),
                    section);
        }
        if (values.all().isEmpty()) {
            // a key that is not there is not written into the document either
            new Recipients(target, kms).close();
        }
        Anew anew = new Anew(values, kms, shell);
        anew.seal(file, change.opening(), direct, (open, random) -> {
            try (Recipients recipients = new Recipients(target, kms)) {
                return recipients.create(random);
            }
        });
        Set<String> after = Holders.of(values.enveloped().stream()
                .map(entry -> anew.sealed().get(entry))
                .collect(Collectors.toList()));
        boolean told = !values.envelopes().isEmpty() && !after.isEmpty();
        return new Outcome(
                section.file(),
                anew.text(section.file()),
                values.all(),
                values.plain(),
                told ? holders.only(after, before) : holders.gaining(before, change, target),
                told ? holders.only(before, after) : holders.losing(before, change, target),
                section);
    }

    private List<KeySpec> before(DocumentFile file, List<KeySpec> old, List<KeySpec> fresh) {
        List<KeySpec> named = new ArrayList<>(old);
        named.addAll(fresh);
        return keys.beside(named, oldKmsKeyIds.isEmpty(), file, shell);
    }

    private KeyChange change(DocumentFile file, List<KeySpec> old, List<KeySpec> fresh) {
        if (old.isEmpty() && fresh.isEmpty()) {
            return new KeyChange(keys.required(file, shell));
        }
        List<KeySpec> before = before(file, old, fresh);
        KeyChange change = new KeyChange(before);
        // a document of that package has one key, and its users name it as they like
        KeySlot only = before.size() == 1 && !oldKmsKeyIds.isEmpty() ? KeySlot.find(file, 0, 1) : null;
        change.replace(old, fresh, only != null && only.npm(), overlap, file);
        return change;
    }

    /** The one key of the values in the form of AWS KMS; null: there are none. */
    private @Nullable KmsKey direct(Values values, List<KeySpec> target, KeyChange change) {
        if (values.direct().isEmpty()) {
            return null;
        }
        if (overlap) {
            values.refuseDirect(
                    "and --overlap is for two", "--value-format v2 gives it the form that has place for both");
        }
        List<KmsKey> added = Keys.kms(change.fresh());
        List<KmsKey> all = added.size() == 1 ? added : Keys.kms(target);
        if (all.size() != 1 || (form.given() && target.size() != 1)) {
            values.refuseDirect(
                    "and there are " + (form.given() ? target.size() : all.size()),
                    "name it with --key aws-kms:KEY, or give --value-format v2, the form for several keys");
        }
        return all.get(0);
    }
}

package dev.ske.cli.rotate;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.Recipient;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.key.Recipients;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.value.KeptForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ske rewrap [FILE...]}. */
@Command(
        name = "rewrap",
        header = "Encrypts the same values for other keys.",
        description = {
            "Afterwards the values are for exactly the keys of --key, or else of the document",
            "after its list was changed; --add-key and --remove-key change the list, too.",
            "Taking a key away always makes a new data key, for its holder has the old one."
        },
        footer = {
            "",
            "Examples:",
            "  ske rewrap secrets.yaml",
            "  ske rewrap --add-key file:colleague.key secrets.yaml",
            "  ske rewrap --remove-key aws-kms:alias/old secrets.yaml"
        })
public final class Rewrap implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Option(
            names = "--add-key",
            paramLabel = "KEY",
            description = "A key to add: file:PATH or aws-kms:KEY. May be given several times.")
    private List<String> added = new ArrayList<>();

    @Option(
            names = "--remove-key",
            paramLabel = "KEY",
            description = "A key to take away; its file need not be there. May be given several times.")
    private List<String> removed = new ArrayList<>();

    @Mixin
    private final KeptForm form = new KeptForm();

    @Mixin
    private final Batch files = new Batch();

    public Rewrap(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (form.direct(EncryptedValue.Kind.V2)) {
            throw new UsageError(
                    "--value-format kms is for one key alone, which needs no rewrap",
                    "ske rotate --new-key KEY changes it");
        }
        try (KmsEncrypters kms = form.encrypters(shell)) {
            files.run(keys.asInNpm(), "rewrapped", shell, file -> rewrap(file, kms));
        }
        return 0;
    }

    private Outcome rewrap(DocumentFile file, KmsEncrypters kms) {
        List<KeySpec> out = keys.named(removed, "--remove-key", file, shell);
        List<KeySpec> in = keys.named(added, "--add-key", file, shell);
        List<KeySpec> both = new ArrayList<>(out);
        both.addAll(in);
        List<KeySpec> before = both.isEmpty() ? keys.required(file, shell) : keys.beside(both, true, file, shell);
        KeyChange change = new KeyChange(before);
        change.replace(out, Collections.emptyList(), false, false, file);
        change.replace(Collections.emptyList(), in, false, false, file);
        change.openWith(KeyOptions.configured(file, shell));
        List<KeySpec> target = change.target(file);
        Values values = new Values(file, form, shell);
        values.refuseDirect("and rewrap is for several", "--value-format v2 gives it the form for several keys");
        Holders holders = new Holders(change.opening());
        Set<String> present = values.holders();
        change.refuseUnknown(present, file);
        KeyList section = KeyList.of(file, change, before, shell);
        if (files.dry()) {
            List<String> gaining = holders.gaining(present, change, target);
            List<String> losing = holders.losing(present, change, target);
            boolean same = gaining.isEmpty() && losing.isEmpty() && values.widest() != null && !values.moves();
            return new Outcome(
                    section.file(),
                    section.file().document().text(),
                    same ? Collections.emptyList() : values.all(),
                    values.plain(),
                    gaining,
                    losing,
                    section);
        }
        Anew anew = new Anew(values, kms, shell);
        // who only adds keys need not have those that are there
        boolean widens = out.isEmpty() && !in.isEmpty() && values.widest() != null && !values.moves();
        try (Recipients recipients = new Recipients(widens ? in : target, kms)) {
            if (!values.moves() && settled(values, recipients, widens)) {
                return new Outcome(
                        section.file(),
                        section.file().document().text(),
                        Collections.emptyList(),
                        values.plain(),
                        Collections.emptyList(),
                        Collections.emptyList(),
                        section);
            }
            anew.seal(
                    file,
                    change.opening(),
                    null,
                    (open, random) -> dataKey(values, recipients, widens, open, random, file));
        }
        Set<String> after = Holders.of(anew.sealed().values());
        return new Outcome(
                section.file(),
                anew.text(section.file()),
                values.all(),
                values.plain(),
                holders.only(after, present),
                holders.only(present, after),
                section);
    }

    /** Whether all values are for exactly the keys that they are to be for. */
    private static boolean settled(Values values, Recipients recipients, boolean widens) {
        Set<String> holders = values.holders();
        return values.envelopes().stream().allMatch(envelope -> {
            List<Wrap> wraps = envelope.wraps();
            return recipients.missing(wraps).isEmpty()
                    && (widens ? Holders.of(envelope).equals(holders) : recipients.madeAll(wraps));
        });
    }

    private static DataKey dataKey(
            Values values, Recipients recipients, boolean widens, Keys open, StrongRandom random, DocumentFile file) {
        Envelope widest = widest(values, recipients, widens);
        if (widest == null) {
            return recipients.create(random);
        }
        List<Recipient> more = recipients.missing(widest.wraps());
        if (widest.wraps().size() + more.size() > Wrap.MOST) {
            throw new UsageError(
                    file.name() + ": there would be more than " + Wrap.MOST + " keys",
                    "take one away with --remove-key");
        }
        return open.widened(widest, more, random);
    }

    /** The value whose data key can stay, because nobody is to lose it; null: there is none. */
    private static @Nullable Envelope widest(Values values, Recipients recipients, boolean widens) {
        boolean stay = widens
                || (!values.moves()
                        && values.envelopes().stream().allMatch(envelope -> recipients.madeAll(envelope.wraps())));
        return stay ? values.widest() : null;
    }
}

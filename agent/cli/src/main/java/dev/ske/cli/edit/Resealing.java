package dev.ske.cli.edit;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.SealOptions;
import dev.ske.cli.value.Sealing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a document of the text that an editor left: what is as it was gets its old ciphertext, what is new a new one. */
final class Resealing {
    private final OpenDocument before;
    private final Function<DocumentFile, List<KeySpec>> keys;
    private final SealOptions form;
    private final Shell shell;

    /** {@code keys}: those to encrypt for, asked for only if something is to be encrypted. */
    Resealing(OpenDocument before, Function<DocumentFile, List<KeySpec>> keys, SealOptions form, Shell shell) {
        this.before = before;
        this.keys = keys;
        this.form = form;
        this.shell = shell;
    }

    /**
     * The document to be written.
     *
     * @throws Failure if the text is none, or something in it cannot be encrypted
     */
    Edited of(String text) {
        DocumentFile now = before.file().with(text);
        List<Entry> values = Names.values(now).stream().filter(Entry::written).collect(Collectors.toList());
        Matching matching = new Matching(before.values(), values);
        Choice choice = new Choice(before.values(), matching, Rules.of(now, shell));
        refuseReserved(now, values, choice);
        Map<EncryptedValue.Kind, List<Entry>> open = new EnumMap<>(EncryptedValue.Kind.class);
        Map<Entry, String> ciphers = new HashMap<>();
        Kinds kinds = Kinds.of(now, shell);
        for (Entry entry : values) {
            Before same = matching.same(entry);
            if (same != null) {
                if (same.encrypted()) {
                    ciphers.put(entry, same.stored().value());
                }
                continue;
            }
            kinds.refuseForeign(entry);
            EncryptedValue.Kind kind = kinds.encrypted(entry) ? null : choice.of(entry);
            if (kind != null) {
                kinds.refuseToEncrypt(entry);
                open.computeIfAbsent(kind, first -> new ArrayList<>()).add(entry);
            }
        }
        int encrypted = seal(open, now, ciphers);
        return new Edited(written(now, ciphers, matching), matching, encrypted);
    }

    /** What was a secret is not to become plain because its new name is one that is never encrypted. */
    private static void refuseReserved(DocumentFile now, List<Entry> values, Choice choice) {
        for (Entry entry : now.entries()) {
            if (Before.isText(entry) && !values.contains(entry) && entry.written() && choice.renamed(entry) != null) {
                throw new Failure(
                        Code.CONFIG_INVALID,
                        entry + ": an encrypted value has got a name that is never encrypted",
                        "give it another name");
            }
        }
    }

    private int seal(Map<EncryptedValue.Kind, List<Entry>> open, DocumentFile now, Map<Entry, String> ciphers) {
        int all = open.values().stream().mapToInt(List::size).sum();
        if (all == 0) {
            return 0;
        }
        List<KeySpec> specs = keys.apply(now);
        try (KmsEncrypters kms = form.encrypters(shell);
                Progress progress = new Progress(shell, now.name(), all)) {
            open.forEach((kind, entries) -> {
                // the file as it is holds the data key that it goes on with
                try (Sealing sealing = form.keeping(kind, before.file(), specs, kms)) {
                    ciphers.putAll(sealing.all(entries, progress));
                }
            });
        }
        return all;
    }

    private String written(DocumentFile now, Map<Entry, String> ciphers, Matching matching) {
        String quotedAnew = now.replaced(ciphers);
        Map<EntryPath, String> changed = new HashMap<>();
        ciphers.forEach((entry, cipher) -> changed.put(entry.path(), cipher));
        String quotedAsBefore = asBefore(now, now.with(quotedAnew), matching);
        try {
            now.check(quotedAsBefore, changed);
            return quotedAsBefore;
        } catch (Failure onlyRightInItsOldPlace) {
            return quotedAnew;
        }
    }

    /** The text with those values that the editor left as they were written as the document has them written. */
    private String asBefore(DocumentFile now, DocumentFile sealed, Matching matching) {
        String text = sealed.document().text();
        StringBuilder restored = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < now.entries().size(); i++) {
            Entry entry = now.entries().get(i);
            Before same = matching.same(entry);
            if (same != null && same.encrypted() && raw(now, entry).equals(raw(before.shown(), same.shown()))) {
                Entry at = sealed.entries().get(i);
                restored.append(text, copied, at.start()).append(raw(before.file(), same.stored()));
                copied = at.end();
            }
        }
        return restored.append(text, copied, text.length()).toString();
    }

    private static String raw(DocumentFile file, Entry entry) {
        return file.document().text().substring(entry.start(), entry.end());
    }

    /** A text to be written, and what is new in it. */
    static final class Edited {
        private final String text;
        private final Matching matching;
        private final int encrypted;

        private Edited(String text, Matching matching, int encrypted) {
            this.text = text;
            this.matching = matching;
            this.encrypted = encrypted;
        }

        String text() {
            return text;
        }

        String report() {
            return matching.changes() + " changed, " + matching.additions() + " added, "
                    + matching.removed().size() + " removed, " + matching.unchanged() + " left; " + encrypted
                    + (encrypted == 1 ? " value" : " values") + " encrypted";
        }
    }
}

package dev.ske.cli.rotate;

import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Names;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a document itself configures, changed with those of its values: otherwise its own program could not open them.
 * What cannot be changed here is said, with the line.
 */
final class KeyList {
    private final Shell shell;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private DocumentFile file;

    private KeyList(DocumentFile file, Shell shell) {
        this.file = file;
        this.shell = shell;
    }

    /** The document with its own keys changed so; {@code before}: the keys that its values were encrypted for. */
    static KeyList of(DocumentFile file, KeyChange change, List<KeySpec> before, Shell shell) {
        KeyList list = new KeyList(file, shell);
        List<KeySpec> own = list.own();
        if (!own.isEmpty()) {
            list.change(change, own);
        } else if (!change.fresh().isEmpty() || !change.gone().isEmpty()) {
            String rule = Rules.of(file, shell).whereKeys(before);
            if (!rule.isEmpty()) {
                list.warnings.add(
                        rule + ": names the keys of " + file.name() + ", and is not changed here: " + words(change));
            }
        }
        return list;
    }

    private static String words(KeyChange change) {
        List<String> words = new ArrayList<>();
        change.gone().forEach(key -> words.add("take out " + KeyText.shown(key)));
        change.fresh().forEach(key -> words.add("add " + KeyText.shown(key)));
        return String.join(", ", words);
    }

    private void change(KeyChange change, List<KeySpec> own) {
        List<KeySpec> out = new ArrayList<>();
        for (KeySpec key : change.gone()) {
            KeySpec known = SameKey.in(own, key);
            if (known != null) {
                out.add(known);
            }
        }
        List<KeySpec> in = change.fresh().stream()
                .filter(key -> own.stream().noneMatch(one -> SameKey.named(one, key)))
                .collect(Collectors.toList());
        List<KeySpec> left = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            KeySpec key = in.get(i);
            boolean replaced = i < out.size() && replace(out.get(i), key);
            if (!replaced && attempt("add " + KeyText.shown(key), () -> added(key))) {
                notes.add(KeyText.of(key, file.path()) + " is among the document's keys now");
                if (i < out.size()) {
                    left.add(out.get(i));
                }
            }
        }
        left.addAll(out.subList(Math.min(in.size(), out.size()), out.size()));
        for (KeySpec key : left) {
            String shown = KeyText.shown(key);
            if (attempt("take out " + shown, () -> removed(key))) {
                notes.add(shown + " is no longer among the document's keys");
            }
        }
        warnOf(change);
    }

    /** False: the place does not take that kind of key. */
    private boolean replace(KeySpec out, KeySpec in) {
        String text = KeyText.of(in, file.path());
        KeySlot slot = slot(out);
        if (slot != null && slot.npm() && !slot.takes(text)) {
            EntryPath list = EntryPath.of(KeySlot.FLAT);
            return attempt(
                            "add " + KeySlot.FLAT + "=" + text,
                            () -> file.document().insert(list, Document.Value.string(text)))
                    && notes.add(text + " is the document's key now, and not " + KeySlot.NPM);
        }
        if (slot == null || !slot.takes(text) || !attempt("name " + text, () -> slot.put(text))) {
            return false;
        }
        notes.add("line " + slot.line() + ": " + text + " is in the place of " + KeyText.shown(out) + " now");
        return true;
    }

    private @Nullable KeySlot slot(KeySpec key) {
        List<KeySpec> own = own();
        for (int i = 0; i < own.size(); i++) {
            if (SameKey.named(own.get(i), key)) {
                return KeySlot.find(file, i, own.size());
            }
        }
        return null;
    }

    /** A change of the text; null: it is not known how. */
    private interface Change {
        @Nullable
        String text();
    }

    /** A document that is not what it was, but for its keys, is none to go on with. */
    private boolean attempt(String what, Change change) {
        try {
            String text = change.text();
            if (text != null) {
                DocumentFile changed = file.with(text);
                if (values(changed).equals(values(file))
                        && !KeyOptions.configured(changed, shell).isEmpty()) {
                    file = changed;
                    return true;
                }
            }
        } catch (Failure unfit) {
            // as below
        }
        List<KeySpec> own = own();
        int line = own.get(own.size() - 1).place().line();
        warnings.add(file.name() + (line > 0 ? ":" + line : "") + ": the document's own keys could not be changed: "
                + what + " there");
        return false;
    }

    private static List<String> values(DocumentFile file) {
        return Names.values(file).stream()
                .map(entry -> entry.path() + "\n" + entry.kind() + "\n" + entry.value())
                .collect(Collectors.toList());
    }

    private List<KeySpec> own() {
        return KeyOptions.configured(file, shell);
    }

    private @Nullable String added(KeySpec key) {
        String text = KeyText.of(key, file.path());
        Document document = file.document();
        if (!document.flat()) {
            return document.append(KeySlot.NESTED, Document.Value.string(text));
        }
        Entry list = KeySlot.entry(file, EntryPath.of(KeySlot.FLAT));
        if (list != null) {
            return document.replace(Collections.singletonMap(list, Document.Value.string(list.value() + "," + text)));
        }
        int keys = own().size();
        KeySlot slot = KeySlot.find(file, keys - 1, keys);
        if (slot == null || !slot.npm()) {
            return document.insert(EntryPath.of(KeySlot.FLAT + "_" + keys), Document.Value.string(text));
        }
        return besideNpm(own().get(0), text, document);
    }

    /** KMS_KEY_ID counts only where no other key is named, and has place for one. */
    private @Nullable String besideNpm(KeySpec present, String text, Document document) {
        String both = KeyText.of(present, file.path()) + "," + text;
        String longer = document.insert(EntryPath.of(KeySlot.FLAT), Document.Value.string(both));
        String region = present.kms() == null ? null : present.kms().region();
        return region == null
                ? longer
                : file.with(longer)
                        .document()
                        .insert(EntryPath.of(KeySlot.FLAT + "_0_REGION"), Document.Value.string(region));
    }

    private @Nullable String removed(KeySpec key) {
        KeySlot slot = slot(key);
        List<KeySpec> own = own();
        int index = 0;
        while (!SameKey.named(own.get(index), key)) {
            index++;
        }
        if (!file.document().flat()) {
            return file.document().remove(KeySlot.NESTED.index(index));
        }
        // settings of later keys are named by their numbers
        String numbered = KeySlot.FLAT + "_";
        boolean shifts = file.entries().stream()
                .anyMatch(entry -> entry.path().toString().startsWith(numbered));
        return slot == null || !slot.isPart() || shifts ? null : slot.put(null);
    }

    /** What would keep the program from opening the values with the document alone. */
    private void warnOf(KeyChange change) {
        List<KeySpec> own = own();
        for (KeySpec key : change.fresh()) {
            KeySpec its = own.stream()
                    .filter(one -> SameKey.named(one, key))
                    .findFirst()
                    .orElse(null);
            if (its != null
                    && its.kms() != null
                    && key.kms() != null
                    && !its.kms().context().equals(key.kms().context())) {
                warnings.add(file.name() + ":" + its.place().line() + ": the document must give " + KeyText.shown(key)
                        + " the same encryption-context as this command did");
            }
        }
    }

    /** The document, its own keys changed. */
    DocumentFile file() {
        return file;
    }

    /** What was changed. */
    List<String> notes() {
        return notes;
    }

    /** What was not, and has to be. */
    List<String> warnings() {
        return warnings;
    }
}

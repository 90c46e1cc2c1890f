package dev.ske.cli.rotate;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Where a document writes one of its keys: an item of a list, a part of {@code SKE_KEYS}, or the npm package's KMS_KEY_ID. */
final class KeySlot {
    static final EntryPath NESTED = EntryPath.ROOT.key("ske").key("keys");
    static final String FLAT = "SKE_KEYS";
    static final String NPM = "KMS_KEY_ID";

    private final DocumentFile file;
    private final Entry entry;
    private final String prefix;
    private final int part;

    private KeySlot(DocumentFile file, Entry entry, String prefix, int part) {
        this.file = file;
        this.entry = entry;
        this.prefix = prefix;
        this.part = part;
    }

    /** That of the key with this index; null: it cannot be told. {@code keys}: how many the document has. */
    @Nullable
    static KeySlot find(DocumentFile file, int index, int keys) {
        if (!file.document().flat()) {
            EntryPath item = NESTED.index(index);
            return first(
                    of(file, item, ""),
                    of(file, item.key("file"), KeyText.FILE),
                    of(file, item.key("aws-kms"), KeyText.KMS));
        }
        String name = FLAT + "_" + index;
        KeySlot own = first(
                of(file, EntryPath.of(name), ""),
                of(file, EntryPath.of(name + "_FILE"), KeyText.FILE),
                of(file, EntryPath.of(name + "_AWS_KMS"), KeyText.KMS));
        if (own != null) {
            return own;
        }
        Entry list = entry(file, EntryPath.of(FLAT));
        if (list != null) {
            // a variable in it may stand for several keys
            return list.value().split(",", -1).length == keys ? new KeySlot(file, list, "", index) : null;
        }
        return keys == 1 ? of(file, EntryPath.of(NPM), KeyText.KMS) : null;
    }

    private static @Nullable KeySlot first(@Nullable KeySlot... slots) {
        for (KeySlot slot : slots) {
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    private static @Nullable KeySlot of(DocumentFile file, EntryPath path, String prefix) {
        Entry entry = entry(file, path);
        return entry == null ? null : new KeySlot(file, entry, prefix, -1);
    }

    /** Null too where it is an alias, whose anchor others may use. */
    @Nullable
    static Entry entry(DocumentFile file, EntryPath path) {
        for (Entry entry : file.entries()) {
            if (entry.path().equals(path)
                    && entry.written()
                    && entry.kind() == Entry.Kind.STRING
                    && !entry.value().isEmpty()) {
                return entry;
            }
        }
        return null;
    }

    int line() {
        return entry.place().line();
    }

    boolean npm() {
        return entry.path().equals(EntryPath.of(NPM));
    }

    /** Whether it is a part of a list that stands in one value. */
    boolean isPart() {
        return part >= 0;
    }

    /** Whether the place takes a key of the kind of this text, {@code file:} or {@code aws-kms:}. */
    boolean takes(String text) {
        return text.startsWith(prefix);
    }

    /** The document's text with that key here. {@code text}: one that this place takes; null: none, where it is a part. */
    String put(@Nullable String text) {
        String value = text == null ? "" : text.substring(prefix.length());
        if (isPart()) {
            String[] parts = entry.value().split(",", -1);
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < parts.length; i++) {
                if (i != part || text != null) {
                    list.append(list.length() == 0 ? "" : ",").append(i == part ? value : parts[i]);
                }
            }
            value = list.toString();
        }
        return file.document().replace(Collections.singletonMap(entry, Document.Value.string(value)));
    }
}

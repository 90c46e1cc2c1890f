package dev.ske.cli.compare;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.Shell;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the three versions of a document that are merged. */
final class Side implements AutoCloseable {
    private final DocumentFile file;
    private final Opener opener;
    private final Map<EntryPath, Entry> entries = new LinkedHashMap<>();

    Side(DocumentFile file, KeyOptions keys, Shell shell) {
        this.file = file;
        opener = new Opener(file, keys, shell);
        for (Entry entry : file.entries()) {
            entries.put(entry.path(), entry);
        }
    }

    DocumentFile file() {
        return file;
    }

    String text() {
        return file.document().text();
    }

    Opener opener() {
        return opener;
    }

    /** In the order of the text. */
    Map<EntryPath, Entry> entries() {
        return entries;
    }

    @Nullable
    Entry entry(EntryPath path) {
        return entries.get(path);
    }

    /** Whether there is a value that is encrypted. */
    boolean encrypts(EntryPath path) {
        Entry entry = entries.get(path);
        return entry != null && opener.encrypted(entry);
    }

    /** Whether this and another version hold the same value under a path where both have one; false also where none tells. */
    boolean opensAs(Side other, EntryPath path) {
        Entry mine = entries.get(path);
        Entry others = other.entries.get(path);
        if (mine == null || others == null) {
            return false;
        }
        byte[] one = opener.bytes(mine);
        byte[] two = one == null ? null : other.opener.bytes(others);
        boolean same = one != null && two != null && Arrays.equals(one, two);
        wipe(one);
        wipe(two);
        return same;
    }

    private static void wipe(byte @Nullable [] bytes) {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        opener.close();
    }
}

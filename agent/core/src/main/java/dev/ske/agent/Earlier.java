package dev.ske.agent;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is served while a refresh is at work, and what of it need not be opened again. */
final class Earlier {
    private final Snapshot served;
    private final Findings findings;
    private final boolean reopen;
    private final List<Object> keyFiles;
    private final boolean sameKeys;

    /**
     * @param findings of the last opening that succeeded
     * @param reopen whether everything is opened again
     * @param keyFiles {@link KeyFiles#stamp}, of now
     */
    Earlier(Snapshot served, Findings findings, boolean reopen, List<Object> keyFiles) {
        this.served = served;
        this.findings = findings;
        this.reopen = reopen;
        this.keyFiles = keyFiles;
        this.sameKeys = keyFiles.equals(findings.keyFiles());
    }

    /** {@link KeyFiles#stamp}, from before they are read. */
    List<Object> keyFiles() {
        return keyFiles;
    }

    /** {@link Findings#attestations}, of the last opening that succeeded. */
    @Nullable
    Attestations attestations() {
        return findings.attestations();
    }

    /** The secret that is served under this path, cleared or not; null: there is none. */
    @Nullable
    Item secret(Candidate candidate) {
        String path = candidate.path().toString();
        Item item = served.findExactly(path);
        boolean same = item != null
                && item.secret()
                && !item.isWithheld()
                && item.path().equals(path)
                && item.canonical().equals(candidate.canonical());
        return same ? item : null;
    }

    /** The same, but null also if its value was wiped: there is nothing to keep or to compare with. */
    @Nullable
    Item value(Candidate candidate) {
        Item item = secret(candidate);
        return item == null || item.usage().cleared() ? null : item;
    }

    /**
     * The secret to be carried over as it is, because its source still says the same; null: it is to be opened.
     *
     * @param origin {@link Candidate#origin}
     */
    @Nullable
    Item unchanged(Candidate candidate, EncryptedValue.Kind kind, String origin) {
        Item item = secret(candidate);
        if (item == null || !origin.equals(item.origin())) {
            return null;
        }
        // What was wiped stays so: to open it again would undo that.
        boolean keys = sameKeys || kind != EncryptedValue.Kind.V2;
        return item.usage().cleared() || (!reopen && keys) ? item : null;
    }

    /** The secret of a file whose value was wiped, if that file is still the same; else null. */
    @Nullable
    Item cleared(Candidate candidate, Object stamp) {
        Item item = secret(candidate);
        boolean still = item != null
                && item.usage().cleared()
                && stamp.equals(findings.files().get(String.valueOf(candidate.file())));
        return still ? item : null;
    }

    /**
     * A document that is being written, or a folder that is not mounted, looks like one without secrets.
     *
     * @throws Failure if a source that had entries has none
     */
    void requireNotEmptied(Sources sources) {
        for (Map.Entry<String, Integer> source : sources.entries().entrySet()) {
            Integer before = findings.entries().get(source.getKey());
            if (source.getValue() == 0 && before != null && before > 0) {
                throw new Failure(
                        Code.DOCUMENT_MISSING,
                        source.getKey() + " is empty, and had " + before + (before == 1 ? " entry" : " entries")
                                + " before",
                        "restore what was there; to serve nothing from it any more, take it from the configuration and"
                                + " restart the program");
            }
        }
    }
}

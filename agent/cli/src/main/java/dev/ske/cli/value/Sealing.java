package dev.ske.cli.value;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.terminal.Progress;
import java.util.List;
import java.util.Map;

/** Encrypts values of one file, in one of the formats. */
public interface Sealing extends AutoCloseable {
    /**
     * The encrypted forms of these entries' values, which are not empty.
     *
     * @param progress is told of each one that is done
     */
    Map<Entry, String> all(List<Entry> entries, Progress progress);

    /** The encrypted form of a text that is to stand at {@code path}. {@code utf8}: not empty; the caller wipes it. */
    String one(EntryPath path, byte[] utf8);

    @Override
    void close();
}

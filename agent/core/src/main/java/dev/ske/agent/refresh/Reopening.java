package dev.ske.agent.refresh;

import dev.ske.agent.store.Swap;
import java.nio.file.Path;
import java.util.List;

/** Opens all values again. Not thread-safe: one thread refreshes. */
public interface Reopening {
    /**
     * Reads documents and keys again, decrypts into a new snapshot and puts it in place of what is served. If it fails,
     * nothing has changed.
     *
     * @throws dev.ske.agent.Failure why a start with the same documents and keys would fail, within the deadline of a start
     */
    Swap reopen();

    /** Files and folders that decide what {@link #reopen} serves: those that were read, and those that would be if they were there. */
    List<Path> watched();

    /** The sources as {@code Secrets.info()} shows them, of the last time that succeeded. */
    List<String> sources();
}

package dev.ske.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where and how the work with AWS KMS runs. Immutable. */
public final class HelperSpec {
    /** Where the work runs. */
    public enum Isolation {
        /** In a helper JVM; in this one, with a warning, where no process can be started. */
        AUTO,
        /** In a helper JVM, or not at all. */
        PROCESS,
        /** On a thread of this JVM. */
        IN_PROCESS
    }

    /** What holds if nothing is configured: {@link Isolation#AUTO}, 64 MiB. */
    public static final HelperSpec DEFAULT = new HelperSpec(Isolation.AUTO, Collections.emptyList(), 64, null);

    private final Isolation isolation;
    private final List<String> jvmOptions;
    private final int memoryMegabytes;
    private final @Nullable Path cache;

    public HelperSpec(Isolation isolation, List<String> jvmOptions, int memoryMegabytes, @Nullable Path cache) {
        this.isolation = isolation;
        this.jvmOptions = Collections.unmodifiableList(new ArrayList<>(jvmOptions));
        this.memoryMegabytes = memoryMegabytes;
        this.cache = cache;
    }

    public Isolation isolation() {
        return isolation;
    }

    /** Further options of the helper's command line, after ours. */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /** The helper's largest heap, in MiB. */
    public int memoryMegabytes() {
        return memoryMegabytes;
    }

    /** The folder that {@code ske prepare} wrote; null: looked for in {@code $SKE_CACHE} and beside the agent's jar. */
    public @Nullable Path cache() {
        return cache;
    }
}

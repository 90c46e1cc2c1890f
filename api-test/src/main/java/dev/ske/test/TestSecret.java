package dev.ske.test;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One secret of a test, and how it was used. */
final class TestSecret {
    private final String path;
    private final String value;
    private final long created = System.currentTimeMillis();
    private long reads;
    private long lastRead;

    TestSecret(String path, String value) {
        this.path = path;
        this.value = value;
    }

    String path() {
        return path;
    }

    boolean isLike(@Nullable String other) {
        return value.equals(other);
    }

    /** The value; counted. */
    String read() {
        reads++;
        lastRead = System.currentTimeMillis();
        return value;
    }

    /** The answer of operation STATS. */
    Map<String, Object> stats() {
        Map<String, Object> stats = new HashMap<>();
        stats.put("created", created);
        stats.put("reads", reads);
        if (reads > 0) {
            stats.put("lastRead", lastRead);
        }
        return stats;
    }
}

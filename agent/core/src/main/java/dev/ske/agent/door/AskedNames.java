package dev.ske.agent.door;

import dev.ske.agent.store.Snapshot;
import dev.ske.boot.Bridge;
import java.util.Set;

/** Spares {@code System.getenv} the way to us for nearly all names that are not served: a bit of a hash tells that they are not. */
public final class AskedNames {
    /** So many bits for each name make one of sixteen other names ask in vain. */
    private static final int BITS = 16;

    private static final int FEWEST = 64;

    /** Has us asked for every name, as it is until the values are served. */
    public static void all() {
        Bridge.names(null);
    }

    /** Has us asked for what this snapshot answers; what is served next may answer no other names until this is said again. */
    public static void of(Snapshot snapshot) {
        Set<String> names = snapshot.environment().keySet();
        Bridge.names(Names.areExact() ? bits(names) : null);
    }

    static long[] bits(Set<String> names) {
        int length = FEWEST;
        while (length * 64L < (long) names.size() * BITS) {
            length *= 2;
        }
        long[] bits = new long[length];
        for (String name : names) {
            int hash = name.hashCode();
            bits[hash >>> 6 & length - 1] |= 1L << hash;
        }
        return bits;
    }

    private AskedNames() {}
}

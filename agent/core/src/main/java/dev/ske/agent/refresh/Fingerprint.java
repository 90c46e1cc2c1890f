package dev.ske.agent.refresh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stamps of several paths at one time. Immutable. */
public final class Fingerprint {
    private final Map<Path, Stamp> stamps;

    private Fingerprint(Map<Path, Stamp> stamps) {
        this.stamps = stamps;
    }

    /** Of now. What cannot be looked at is a stamp too: this fails for nothing. */
    public static Fingerprint of(List<Path> paths) {
        return new Fingerprint(new LinkedHashMap<>()).over(paths);
    }

    /** Of these paths: what is known already stays as it is, what is not is looked at now. */
    Fingerprint over(List<Path> paths) {
        Map<Path, Stamp> others = new LinkedHashMap<>();
        for (Path path : paths) {
            Stamp known = stamps.get(path);
            others.put(path, known == null ? Stamp.of(path) : known);
        }
        return new Fingerprint(others);
    }

    /** Whether nothing of theirs was changed in between. */
    public boolean same(Fingerprint other) {
        if (stamps.size() != other.stamps.size()) {
            return false;
        }
        for (Map.Entry<Path, Stamp> stamp : stamps.entrySet()) {
            Stamp theirs = other.stamps.get(stamp.getKey());
            if (theirs == null || !stamp.getValue().same(theirs)) {
                return false;
            }
        }
        return true;
    }

    /** When the latest of them was changed; milliseconds since 1970, by the file system's clock. */
    public long changedMillis() {
        long latest = Long.MIN_VALUE;
        for (Stamp stamp : stamps.values()) {
            latest = Math.max(latest, stamp.changedMillis());
        }
        return latest;
    }
}

package dev.ske.agent.store;

import org.jspecify.annotations.Nullable;

/** A name and a value that nobody knows, served alone while the doors are tried. */
public final class Canary {
    private final String name;
    private final String value;
    private final Snapshot snapshot;

    Canary(String name, String value, Snapshot snapshot) {
        this.name = name;
        this.value = value;
        this.snapshot = snapshot;
    }

    public String name() {
        return name;
    }

    /** Whether a door answered as it should. */
    public boolean isAnsweredBy(@Nullable String answer) {
        return value.equals(answer);
    }

    Snapshot snapshot() {
        return snapshot;
    }
}

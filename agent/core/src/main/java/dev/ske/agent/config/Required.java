package dev.ske.agent.config;

import dev.ske.agent.Place;

/** A name under {@code required}: a path or a canonical name that must be there and must open. */
public final class Required {
    private final String name;
    private final Place place;

    Required(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    /** As written: {@code db.password} or {@code DB_PASSWORD}. */
    public String name() {
        return name;
    }

    /** Where it is demanded. */
    public Place place() {
        return place;
    }
}

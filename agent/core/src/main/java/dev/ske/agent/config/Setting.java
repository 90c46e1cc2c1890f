package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.util.List;

/**
 * One line of configuration as a document has it, before its meaning is known: {@code keys.0.file = ./ske.key}. From a
 * nested document a path of parts below {@code ske:}; from a flat one the name as written, {@code SKE_KEYS_0_FILE}.
 */
public final class Setting {
    /** What the document's syntax says that the value is; flat documents know only {@code STRING}. */
    public enum Type {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        EMPTY_LIST,
        EMPTY_MAP
    }

    private final List<Object> path;
    private final Type type;
    private final String value;
    private final Place place;

    /** {@code path}: map keys as String, list indices as Integer; one String that begins with {@code SKE_} in flat form. */
    public Setting(List<Object> path, Type type, String value, Place place) {
        this.path = path;
        this.type = type;
        this.value = value;
        this.place = place;
    }

    public List<Object> path() {
        return path;
    }

    public Type type() {
        return type;
    }

    public String value() {
        return value;
    }

    public Place place() {
        return place;
    }
}

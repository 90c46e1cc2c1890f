package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.util.Collections;
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
    private final boolean ofProgram;

    /** {@code path}: map keys as String, list indices as Integer; one String that begins with {@code SKE_} in flat form. */
    public Setting(List<Object> path, Type type, String value, Place place) {
        this(path, type, value, place, false);
    }

    private Setting(List<Object> path, Type type, String value, Place place, boolean ofProgram) {
        this.path = path;
        this.type = type;
        this.value = value;
        this.place = place;
        this.ofProgram = ofProgram;
    }

    /** A plain entry of a flat document that the program is served and that says something to us, too: {@link OriginalKey}. */
    public static Setting ofProgram(String name, String value, Place place) {
        return new Setting(Collections.singletonList(name), Type.STRING, value, place, true);
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

    /** Whether this is an entry of the program's that stands for a setting. */
    public boolean ofProgram() {
        return ofProgram;
    }
}

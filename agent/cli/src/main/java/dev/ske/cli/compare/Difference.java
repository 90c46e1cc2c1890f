package dev.ske.cli.compare;

import dev.ske.cli.terminal.Colour;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One name of which two documents say different things; never what they say. */
final class Difference {
    /** What became of it. */
    enum State {
        ADDED('+', "added", Colour.GREEN),
        REMOVED('-', "removed", Colour.RED),
        CHANGED('~', "changed", Colour.YELLOW),
        /** Another value or only another ciphertext: it takes a key to tell. */
        UNKNOWN('?', "unknown", Colour.YELLOW),
        /** The same value, written or encrypted in another way. */
        FORM('=', "of other form", Colour.FAINT),
        /** The same value for the same keys, in another ciphertext: every encryption gives another one. */
        ANEW('=', "encrypted anew", Colour.FAINT);

        private final char mark;
        private final String word;
        private final Colour colour;

        State(char mark, String word, Colour colour) {
            this.mark = mark;
            this.word = word;
            this.colour = colour;
        }

        String word() {
            return word;
        }

        Colour colour() {
            return colour;
        }
    }

    private final State state;
    private final String name;
    private final int line;
    private final @Nullable String note;

    /** {@code line}: in the new document, of a removed name in the old one. */
    Difference(State state, String name, int line, @Nullable String note) {
        this.state = state;
        this.name = name;
        this.line = line;
        this.note = note;
    }

    State state() {
        return state;
    }

    String line() {
        return state.mark + " " + name + (note == null ? "" : "  (" + note + ")");
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("line", line);
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        if (note != null) {
            json.put("message", note);
        }
        return json;
    }
}

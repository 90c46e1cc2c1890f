package dev.ske.cli.doctor;

import dev.ske.agent.Failure;
import dev.ske.cli.terminal.Colour;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found out about one thing: never a value, a key or a ciphertext. */
final class Check {
    enum State {
        OK("ok", Colour.GREEN),
        WARNING("warning", Colour.YELLOW),
        ERROR("error", Colour.RED);

        private final String word;
        private final Colour colour;

        State(String word, Colour colour) {
            this.word = word;
            this.colour = colour;
        }
    }

    private final String name;
    private final State state;
    private final String message;
    private final @Nullable String hint;

    private Check(String name, State state, String message, @Nullable String hint) {
        this.name = name;
        this.state = state;
        this.message = message;
        this.hint = hint;
    }

    static Check ok(String name, String message) {
        return new Check(name, State.OK, message, null);
    }

    static Check warning(String name, String message, String hint) {
        return new Check(name, State.WARNING, message, hint);
    }

    static Check error(String name, String message, String hint) {
        return new Check(name, State.ERROR, message, hint);
    }

    static Check error(String name, Failure failure) {
        return new Check(name, State.ERROR, failure.getMessage() + " [" + failure.code() + "]", failure.hint());
    }

    State state() {
        return state;
    }

    void print(Shell shell) {
        String word = (state.word + "      ").substring(0, 7);
        shell.out().println(shell.paint(state.colour, word) + "  " + Shown.text(name + ": " + message));
        if (hint != null) {
            shell.out().println("         " + Shown.text(hint));
        }
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("state", state.word);
        json.put("message", message);
        json.put("hint", hint);
        return json;
    }
}

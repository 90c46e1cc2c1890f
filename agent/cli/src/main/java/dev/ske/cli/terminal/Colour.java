package dev.ske.cli.terminal;

/** A colour of text on a terminal; {@link Shell#paint} knows whether there is one. */
public enum Colour {
    GREEN(32),
    YELLOW(33),
    RED(31),
    FAINT(2);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    String on(String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}

package dev.ske.agent.document;

/** A text with some spans replaced, from left to right, and every other char as it was. */
final class Splice {
    private final String text;
    private final StringBuilder out;
    private int copied;

    Splice(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 256);
    }

    /** Spans come in the order of the text and do not overlap. */
    Splice put(int start, int end, String replacement) {
        out.append(text, copied, start).append(replacement);
        copied = end;
        return this;
    }

    String done() {
        return out.append(text, copied, text.length()).toString();
    }
}

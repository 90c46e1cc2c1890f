package dev.ske.cli.terminal;

/** Names and paths as a terminal may show them: a file's names can hold control characters that would drive it. */
public final class Shown {
    /** {@code text} with its control characters as {@code \}{@code uXXXX}. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private Shown() {}
}

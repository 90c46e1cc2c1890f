package dev.ske.agent.document;

/** Finds halves of surrogate pairs: no UTF-8 exists for them, so a value that holds one would be lost on its way. */
final class Surrogates {
    /** Index of the first surrogate that has no partner, or -1. */
    static int loneIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !pairAt(text, i) && !(i > 0 && pairAt(text, i - 1))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a pair begins here. */
    static boolean pairAt(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private Surrogates() {}
}

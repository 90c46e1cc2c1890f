package dev.ske.agent.config;

/** The whole number that a setting's text begins with. */
final class Digits {
    /** How many digits the text begins with. */
    static int leading(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits;
    }

    /**
     * A whole number and nothing else.
     *
     * @param most nine digits at the most
     * @throws dev.ske.agent.Failure CONFIG_INVALID: it is none, or out of bounds
     */
    static int number(Node node, int least, int most) {
        String text = node.text();
        int digits = leading(text);
        int number = digits == 0 || digits > 9 || digits < text.length() ? -1 : Integer.parseInt(text);
        if (number < least || number > most) {
            throw node.invalid("must be a whole number from " + least + " to " + most, null);
        }
        return number;
    }

    private Digits() {}
}

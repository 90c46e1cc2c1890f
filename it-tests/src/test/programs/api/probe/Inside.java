package probe;

/** What a rule about callers may name. */
final class Inside {
    static String perform(String word, String rest) {
        return ApiProbe.perform(word, rest);
    }

    private Inside() {}
}

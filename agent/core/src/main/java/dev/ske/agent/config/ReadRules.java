package dev.ske.agent.config;

/** Finds what the sections {@code refresh.ttl} and {@code access} say of a name. Immutable. */
final class ReadRules {
    /** The sections say nothing. */
    static final ReadRules NONE = new ReadRules();

    /** Of several patterns of one setting that match, the one written first counts. */
    ReadRule of(String path, String canonical) {
        return ReadRule.NONE;
    }

    private ReadRules() {}
}

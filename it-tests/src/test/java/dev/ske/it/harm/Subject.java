package dev.ske.it.harm;

/** What a program runs under. */
enum Subject {
    /** No agent at all. */
    NOTHING,
    /** An agent that does nothing: what all others are compared with. */
    EMPTY,
    /** Ours, with a local key. */
    LOCAL_KEY,
    /** Ours, with a key of AWS KMS. */
    KMS,
    /** One that does nothing, of the jar of the harmful ones and begun as they are. */
    HARMLESS,
    /** One that does the harm of the row. */
    HARMFUL;

    boolean isOurs() {
        return this == LOCAL_KEY || this == KMS;
    }
}

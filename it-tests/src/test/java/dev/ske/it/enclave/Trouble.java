package dev.ske.it.enclave;

/** What goes wrong at an attestation endpoint. */
public enum Trouble {
    NONE,
    /** Takes the question and never answers. */
    HANGS,
    /** A good document, five bytes a second. */
    DRIPS,
    /** Status 500 with a talkative body. */
    BREAKS,
    /** A page, with status 200. */
    HTML,
    /** A body of ten megabytes, with status 200. */
    HUGE,
    /** To a place that would answer with a good document. */
    REDIRECTS,
    /** A good document for somebody else's key. */
    ANOTHER_KEY,
    /** A good document for nobody's key. */
    NO_KEY,
    /** A good document that repeats another nonce. */
    ANOTHER_NONCE,
    /** A good document that repeats no nonce. */
    NO_NONCE,
    /** A good document, cut in the middle. */
    CUT_SHORT,
    /** As many bytes as a document has. */
    GARBAGE
}

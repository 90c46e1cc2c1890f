package dev.ske.kms;

import dev.ske.agent.Code;

/** Who hears how attestation for one key stands: one thing at a time, each before the first answer that it concerns. */
interface News {
    /** KMS answered for the pair of a document of this time: milliseconds since 1970. Of each document once. */
    void attested(long documentMillis);

    /** It failed and is not required: from now on the key does without. Once. {@code message} follows the key's name and a colon. */
    void fellBack(Code code, String message);
}

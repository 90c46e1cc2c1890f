package dev.ske.kms.attestation;

import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** Where key pairs with their documents come from. */
interface Origin {
    /**
     * The next pair with its document, checked to belong together. May take as long as it likes.
     *
     * @param before the one that has become too old or was rejected; null at first
     * @return {@code before} itself if there is no other
     * @throws Failure ATTESTATION_UNAVAILABLE or ATTESTATION_FETCH_FAILED, or KEY_FILE_* of a key that is in a file
     */
    KeyedDocument next(@Nullable KeyedDocument before);
}

package dev.ske.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link StoreInfo#attestations} tells of one key of AWS KMS: whether the key answers for the enclave that this program
 * runs in. Never an attestation document.
 */
public final class AttestationInfo {
    private final String key;
    private final String source;
    private final boolean required;
    private final boolean attested;
    private final Optional<Instant> document;
    private final Optional<String> failure;

    /** Agents older or newer than this class leave out or add keys: what is missing is "unknown", false or nothing. */
    AttestationInfo(Map<?, ?> answer) {
        this.key = Answer.text(answer, "key").orElse("unknown");
        this.source = Answer.text(answer, "source").orElse("unknown");
        this.required = Boolean.TRUE.equals(answer.get("required"));
        this.attested = Boolean.TRUE.equals(answer.get("attested"));
        this.document = Answer.instant(answer, "document");
        this.failure = Answer.text(answer, "failure");
    }

    /**
     * The key of AWS KMS, as it is configured.
     *
     * @return a key id, its ARN, an alias or its ARN
     */
    public String key() {
        return key;
    }

    /**
     * Where attestation documents come from, as it is configured.
     *
     * @return {@code nsm}, a URL or {@code file:PATH}
     */
    public String source() {
        return source;
    }

    /**
     * Whether nothing is decrypted with the key without attestation.
     *
     * @return false if values are decrypted without, where attestation fails
     */
    public boolean required() {
        return required;
    }

    /**
     * Whether the key answered for the enclave when it was last asked.
     *
     * @return false also if it was never asked, because no value needed it
     */
    public boolean attested() {
        return attested;
    }

    /**
     * The time in the latest document with which the key was asked.
     *
     * @return to the millisecond, by the clock that signed it; empty if there was none
     */
    public Optional<Instant> document() {
        return document;
    }

    /**
     * Why values were decrypted without attestation: a code of docs/configuration.md, a colon and a message.
     *
     * @return text for people but for the code; empty if it did not fail
     */
    public Optional<String> failure() {
        return failure;
    }

    /**
     * Everything in one line, for a log.
     *
     * @return text for people, whose form may change
     */
    @Override
    public String toString() {
        String state = attested ? "attested" : failure.isPresent() ? "not attested" : "not used, attestation";
        return key + " " + state + " by " + source
                + (required ? ", required" : ", not required")
                + document.map(at -> ", document of " + at).orElse("")
                + failure.map(why -> ", failed: " + why).orElse("");
    }
}

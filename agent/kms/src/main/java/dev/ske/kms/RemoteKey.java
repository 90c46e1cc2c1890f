package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/** A key that decrypts, over the client that reaches it. Safe for several threads. */
final class RemoteKey {
    private final KmsKey key;
    private final Connection connection;
    private final @Nullable AttestedCalls attested;
    private final Tally tally;

    /** {@code attested}: null if the key goes without attestation. */
    RemoteKey(KmsKey key, Connection connection, @Nullable AttestedCalls attested, Tally tally) {
        this.key = key;
        this.connection = connection;
        this.attested = attested;
        this.tally = tally;
    }

    /** Nanoseconds; 0: none of its own. */
    long timeoutNanos() {
        return key.timeoutMillis() * 1_000_000;
    }

    /** Fetches the credentials, and builds the SDK's client where the first attempt takes it, so that the first call finds both; of failures that call tells. */
    void warm() {
        try {
            connection.check();
        } catch (Refused | LinkageError e) {
            // The first call meets it again.
        }
    }

    /**
     * One call of KMS, attempts included, or with attestation two.
     *
     * @param algorithm as {@link Kms#decrypt} says
     * @return the plaintext; the caller wipes it
     * @throws Refused if KMS does not decrypt it
     */
    byte[] decrypt(int algorithm, byte[] ciphertext) {
        connection.check();
        Question question = new Decrypting(algorithm, ciphertext);
        return attested == null ? question.plain() : attested.plaintext(question);
    }

    /**
     * What to say of a call whose time is over, if that is not the fault of KMS: null unless calls of this key wait for an
     * attestation document.
     *
     * @param deadline whether the time was the start's; else it was the key's
     */
    @Nullable
    Refusal overdue(boolean deadline) {
        return attested == null ? null : attested.overdue(deadline);
    }

    /** Always names the key: none that only the ciphertext names is ever used. */
    private DecryptRequest request(int algorithm, byte[] ciphertext) {
        DecryptRequest.Builder request =
                DecryptRequest.builder().keyId(key.id()).ciphertextBlob(SdkBytes.fromByteArrayUnsafe(ciphertext));
        if (algorithm == Kms.RSA_OAEP_SHA_256) {
            request.encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
        } else if (!key.context().isEmpty()) {
            request.encryptionContext(key.context());
        }
        return request.build();
    }

    private final class Decrypting extends Question {
        private final int algorithm;
        private final byte[] ciphertext;

        Decrypting(int algorithm, byte[] ciphertext) {
            super(tally);
            this.algorithm = algorithm;
            this.ciphertext = ciphertext;
        }

        @Override
        Reply send(@Nullable RecipientInfo recipient) {
            Direct direct = connection.direct();
            if (direct == null) {
                return bySdk(recipient);
            }
            byte[] document =
                    recipient == null ? null : recipient.attestationDocument().asByteArrayUnsafe();
            FirstAttempt first = direct.decrypt(DecryptJson.request(key, algorithm, ciphertext, document));
            try {
                Reply reply = first.reply();
                if (reply != null) {
                    return reply;
                }
                Replay.next(first);
                try {
                    return bySdk(recipient);
                } finally {
                    Replay.next(null);
                }
            } finally {
                first.wipe();
            }
        }

        private Reply bySdk(@Nullable RecipientInfo recipient) {
            DecryptRequest request = request(algorithm, ciphertext);
            DecryptResponse answer = connection
                    .ready()
                    .decrypt(
                            recipient == null
                                    ? request
                                    : request.toBuilder().recipient(recipient).build());
            return Reply.of(answer.plaintext(), answer.ciphertextForRecipient());
        }

        @Override
        Refusals refusals() {
            return new Refusals(key, connection.region());
        }

        @Override
        Action action() {
            return Action.DECRYPT;
        }
    }
}

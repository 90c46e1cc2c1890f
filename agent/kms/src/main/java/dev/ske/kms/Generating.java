package dev.ske.kms;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/** GenerateDataKey: of its answer more than the plaintext is wanted. */
final class Generating extends Question {
    private final KmsClient client;
    private final GenerateDataKeyRequest request;
    private @Nullable GenerateDataKeyResponse answer;

    Generating(KmsClient client, GenerateDataKeyRequest request, Refusals refusals, Tally tally) {
        super(Action.GENERATE_DATA_KEY, refusals, tally);
        this.client = client;
        this.request = request;
    }

    @Override
    Reply send(@Nullable RecipientInfo recipient) {
        GenerateDataKeyResponse given = client.generateDataKey(
                recipient == null
                        ? request
                        : request.toBuilder().recipient(recipient).build());
        answer = given;
        return new Reply(given.plaintext(), given.ciphertextForRecipient());
    }

    /** The last one, to which the plaintext belongs. */
    GenerateDataKeyResponse answer() {
        return Objects.requireNonNull(answer);
    }
}

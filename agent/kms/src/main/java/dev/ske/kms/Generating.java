package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/** GenerateDataKey: of its answer more than the plaintext is wanted. */
final class Generating extends Question {
    private final KmsClient client;
    private final KmsKey key;
    private final String region;
    private final GenerateDataKeyRequest request;
    private @Nullable GenerateDataKeyResponse answer;

    /** {@code region}: the client's. */
    Generating(KmsClient client, KmsKey key, String region, GenerateDataKeyRequest request, Tally tally) {
        super(tally);
        this.client = client;
        this.key = key;
        this.region = region;
        this.request = request;
    }

    @Override
    Reply send(@Nullable RecipientInfo recipient) {
        GenerateDataKeyResponse given = client.generateDataKey(
                recipient == null
                        ? request
                        : request.toBuilder().recipient(recipient).build());
        answer = given;
        return Reply.of(given.plaintext(), given.ciphertextForRecipient());
    }

    @Override
    Refusals refusals() {
        return new Refusals(key, region);
    }

    @Override
    Action action() {
        return Action.GENERATE_DATA_KEY;
    }

    /** The last one, to which the plaintext belongs. */
    GenerateDataKeyResponse answer() {
        return Objects.requireNonNull(answer);
    }
}

package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** What a {@link Connection} is made from. */
interface Target {
    /**
     * The region.
     *
     * @throws Refused if nothing says which
     */
    String region();

    /**
     * What makes first attempts without the SDK, with its credentials; null where only the SDK will do.
     *
     * @throws Refused if there are no credentials
     */
    default @Nullable Direct direct(String region) {
        return null;
    }

    /**
     * A client that has its credentials.
     *
     * @throws Refused if there are none
     */
    KmsClient client(String region);
}

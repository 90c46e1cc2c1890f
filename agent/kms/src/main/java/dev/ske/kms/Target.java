package dev.ske.kms;

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
     * A client that has its credentials.
     *
     * @throws Refused if there are none
     */
    KmsClient client(String region);
}

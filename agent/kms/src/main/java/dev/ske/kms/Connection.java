package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** One client for all keys of one region, endpoint and kind of credentials. Made once, by whoever is first. */
final class Connection implements AutoCloseable {
    private final Target target;
    private @Nullable KmsClient client;
    private @Nullable Refused failure;
    private String region = "";

    Connection(Target target) {
        this.target = target;
    }

    /**
     * The client, with its credentials at hand.
     *
     * @throws Refused if there is no region or are no credentials; the same each time
     */
    synchronized KmsClient ready() {
        if (failure != null) {
            throw failure;
        }
        KmsClient known = client;
        if (known != null) {
            return known;
        }
        try {
            region = target.region();
            KmsClient made = target.client(region);
            client = made;
            return made;
        } catch (Refused e) {
            failure = e;
            throw e;
        } catch (RuntimeException | LinkageError e) {
            failure = new Refused(Refusals.internal(e));
            throw failure;
        }
    }

    /** Empty before it is known. */
    synchronized String region() {
        return region;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}

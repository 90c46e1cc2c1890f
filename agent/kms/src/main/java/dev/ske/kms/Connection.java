package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** One client for all keys of one region, endpoint and kind of credentials. Made once, by whoever is first. */
final class Connection implements AutoCloseable {
    private final Target target;
    private volatile @Nullable KmsClient client;
    private volatile boolean closed;
    private volatile String region = "";
    private @Nullable Refused failure;

    Connection(Target target) {
        this.target = target;
    }

    /**
     * The client, with its credentials at hand.
     *
     * @throws Refused if there is no region or are no credentials, or the SDK does not accept its settings; the same each time
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
            if (closed) {
                made.close();
            }
            return made;
        } catch (Refused e) {
            failure = e;
            throw e;
        } catch (RuntimeException e) {
            Refused settings = new Refused(Refusals.ofSettings(e));
            failure = settings;
            throw settings;
        } catch (LinkageError e) {
            Refused bug = new Refused(Refusals.ofBug(e));
            failure = bug;
            throw bug;
        }
    }

    /** Empty before it is known. */
    String region() {
        return region;
    }

    /** Does not wait for who is in {@link #ready}: it may hang there. */
    @Override
    public void close() {
        closed = true;
        KmsClient made = client;
        if (made != null) {
            made.close();
        }
    }
}

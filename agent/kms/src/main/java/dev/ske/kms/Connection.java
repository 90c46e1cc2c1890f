package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** What all keys of one region, endpoint and kind of credentials share. Made once, by whoever is first. */
final class Connection implements AutoCloseable {
    private final Target target;
    private volatile @Nullable KmsClient client;
    private volatile boolean closed;
    private volatile String region = "";
    private @Nullable Direct direct;
    private boolean checked;
    private @Nullable Refused failure;

    Connection(Target target) {
        this.target = target;
    }

    /**
     * Finds region and credentials, and makes the SDK's client if there is no other way.
     *
     * @throws Refused if there is no region or are no credentials, or the SDK does not accept its settings; the same each time
     */
    synchronized void check() {
        make(false);
    }

    /**
     * What makes the first attempt of a call; null: the SDK's client does, because only that will do, or because it was needed
     * once: it learns from answers, as of a clock that is wrong.
     *
     * @throws Refused as {@link #check} does
     */
    synchronized @Nullable Direct direct() {
        make(false);
        return client == null ? direct : null;
    }

    /**
     * The SDK's client, with its credentials at hand.
     *
     * @throws Refused as {@link #check} does
     */
    synchronized KmsClient ready() {
        make(true);
        KmsClient made = client;
        if (made == null) {
            throw new IllegalStateException("no client was made");
        }
        return made;
    }

    private void make(boolean sdk) {
        if (failure != null) {
            throw failure;
        }
        try {
            if (!checked) {
                region = target.region();
                direct = target.direct(region);
                checked = true;
            }
            if (client == null && (sdk || direct == null)) {
                KmsClient made = target.client(region);
                client = made;
                if (closed) {
                    made.close();
                }
            }
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

package adoption;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Tells BlockHound which threads must not block, as the frameworks that have such threads do. */
public final class EventLoop implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.nonBlockingThreadPredicate(others -> others.or(Worker.class::isInstance));
    }

    /** One of them. */
    static final class Worker extends Thread {
        Worker(Runnable work) {
            super(work);
        }
    }
}

package dev.ske.agent.refresh;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import dev.ske.agent.store.Swap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who want to know of changes. They are called one after the other, in the order of the changes, on a thread that is
 * there while somebody listens: a listener that takes long holds up other listeners and nothing else. Thread-safe.
 */
final class Listeners implements Runnable {
    private static final long END_MILLIS = 1_000;

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Deque<Subscription.Call> calls = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean calling;
    private boolean stopped;

    AutoCloseable add(String name, Consumer<String> listener) {
        Subscription subscription = new Subscription(this, name, listener);
        synchronized (this) {
            if (stopped) {
                throw new Failure(Code.STORE_DESTROYED, "the store was destroyed: nothing changes any more");
            }
            if (thread == null) {
                thread = started();
            }
            subscriptions.add(subscription);
        }
        return subscription;
    }

    private Thread started() {
        try {
            Thread started = Threads.daemon(this, "ske-listeners");
            started.start();
            return started;
        } catch (OutOfMemoryError noThread) {
            throw new Failure(
                    Code.INTERNAL,
                    "this process cannot start a thread for listeners",
                    "raise the limit of its threads or of its memory");
        }
    }

    synchronized void remove(Subscription subscription) {
        subscriptions.remove(subscription);
        notifyAll();
    }

    /** Has all those called whose name has another value, is served now, or is served no more. */
    synchronized void changed(Snapshot before, Snapshot after, Swap swap) {
        for (Item item : swap.changed()) {
            for (Subscription subscription : subscriptions) {
                if (subscription.means(item, after)) {
                    subscription.add(item.path(), calls);
                }
            }
        }
        for (Item item : swap.removed()) {
            for (Subscription subscription : subscriptions) {
                if (subscription.means(item, before)) {
                    subscription.add(item.path(), calls);
                }
            }
        }
        notifyAll();
    }

    /** Nobody is called from now on; who is being called at present is not waited for. */
    void stop() {
        Thread idle;
        synchronized (this) {
            stopped = true;
            subscriptions.clear();
            calls.clear();
            idle = calling ? null : thread;
            notifyAll();
        }
        if (idle != null) {
            Joining.join(idle, END_MILLIS);
        }
    }

    @Override
    public void run() {
        try {
            for (Subscription.Call call = next(); call != null; call = next()) {
                call(call);
            }
        } finally {
            synchronized (this) {
                if (thread == Thread.currentThread()) {
                    thread = null;
                }
            }
        }
    }

    private Subscription.@Nullable Call next() {
        synchronized (this) {
            calling = false;
            for (; ; ) {
                Subscription.Call call = calls.poll();
                if (call != null) {
                    call.taken();
                    if (subscriptions.contains(call.subscription())) {
                        calling = true;
                        return call;
                    }
                } else if (subscriptions.isEmpty()) {
                    thread = null;
                    return null;
                } else {
                    try {
                        wait();
                    } catch (InterruptedException byAListener) {
                        // it has no meaning here
                    }
                }
            }
        }
    }

    /** Whatever a listener throws, it is not ours to fail for, and its message may quote the value. */
    private static void call(Subscription.Call call) {
        try {
            call.make();
        } catch (Throwable theirs) {
            warn(call, theirs);
        } finally {
            Thread.interrupted();
        }
    }

    private static void warn(Subscription.Call call, Throwable theirs) {
        try {
            Log.warn("a listener for " + call.path() + " failed: "
                    + theirs.getClass().getName());
        } catch (Throwable unsaid) {
            // System.err may be the program's own
        }
    }
}

package dev.ske.agent.refresh;

import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener, and the name that it is for. Its state is guarded by the {@link Listeners} that it is of. */
final class Subscription implements AutoCloseable {
    /** More calls than these do not wait: the last of them stands for those that come after it. */
    static final int MOST_CALLS = 1_000;

    private final Listeners listeners;
    private final String name;
    private final Consumer<String> listener;
    private int waiting;
    private @Nullable Call last;

    Subscription(Listeners listeners, String name, Consumer<String> listener) {
        this.listeners = listeners;
        this.name = name;
        this.listener = listener;
    }

    /** Whether who asks this snapshot for the name gets this item. */
    boolean means(Item item, Snapshot snapshot) {
        Item found = snapshot.find(name);
        return found != null && found.path().equals(item.path());
    }

    void add(String path, Deque<Call> calls) {
        Call newest = last;
        if (waiting >= MOST_CALLS && newest != null) {
            newest.path = path;
            return;
        }
        last = new Call(this, path);
        waiting++;
        calls.add(last);
    }

    /** From now on the listener is not called; a call that has begun comes to its end. */
    @Override
    public void close() {
        listeners.remove(this);
    }

    /** One call to be made. */
    static final class Call {
        private final Subscription subscription;
        private volatile String path;

        Call(Subscription subscription, String path) {
            this.subscription = subscription;
            this.path = path;
        }

        Subscription subscription() {
            return subscription;
        }

        String path() {
            return path;
        }

        /** It waits no more. */
        void taken() {
            subscription.waiting--;
        }

        /** In the world of the listener's own class, as if its application had made the thread. */
        void make() {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(subscription.listener.getClass().getClassLoader());
            try {
                subscription.listener.accept(path);
            } finally {
                thread.setContextClassLoader(null);
            }
        }
    }
}

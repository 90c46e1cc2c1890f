package dev.ske.agent.refresh;

import dev.ske.agent.Code;
import dev.ske.agent.access.Vault;
import dev.ske.agent.audit.Via;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.Sealing;
import dev.ske.agent.store.Swap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sources whose values a test changes, and a witness of the refreshes. */
final class Rotation implements Reopening, Witness {
    final Map<String, String> values = new TreeMap<>();
    final AtomicInteger reopened = new AtomicInteger();

    /** When the last one began, by {@link System#nanoTime}. */
    volatile long lastNanos;

    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Path> files = new CopyOnWriteArrayList<>();

    /** A permit for each refresh that may go on; null: all may. */
    volatile @Nullable Semaphore gate;

    volatile @Nullable Throwable failure;

    /** Whether it takes its time to be told. */
    volatile boolean slow;

    private final Vault vault;

    Rotation(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Swap reopen() {
        lastNanos = System.nanoTime();
        reopened.incrementAndGet();
        Semaphore waiting = gate;
        if (waiting != null) {
            waiting.acquireUninterruptibly();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            thrown.fillInStackTrace();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
        try (StrongRandom random = new StrongRandom()) {
            Sealing next = vault.store().next(random);
            values.forEach((path, value) -> vault.seal(
                    next,
                    path,
                    value.getBytes(StandardCharsets.UTF_8),
                    vault.store().snapshot().findExactly(path)));
            return vault.store().replace(next);
        }
    }

    @Override
    public List<Path> watched() {
        return List.copyOf(files);
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public void refreshed(long nanos, int changed, @Nullable Code code) {
        if (slow) {
            LockSupport.parkNanos(50_000_000);
        }
        told.add(changed + " " + code);
    }

    @Override
    public boolean listening() {
        return false;
    }

    @Override
    public @Nullable StackTraceElement caller() {
        return null;
    }

    @Override
    public void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {}

    @Override
    public void opened(int secrets, String[] phases, long[] nanos) {}

    @Override
    public void cleared(String name) {}

    @Override
    public void destroyed() {}
}

package dev.ske.agent.helper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests on a thread of its own: whoever asks for thousands would otherwise wait with a full pipe for a helper that
 * waits with a full pipe for its answers to be read. The thread starts with the first request.
 */
final class Outbox implements Runnable {
    private final OutputStream out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable Thread thread;
    private boolean closed;

    Outbox(OutputStream out) {
        this.out = out;
    }

    synchronized void send(byte[] request) {
        waiting.write(request, 0, request.length);
        if (thread == null && !closed) {
            thread = new Thread(this, "ske-helper-calls");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    @Override
    public void run() {
        try {
            for (byte[] some = next(); some != null; some = next()) {
                out.write(some);
            }
        } catch (IOException gone) {
            // Who waits for the answers sees the helper's end too and says so.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized byte @Nullable [] next() throws InterruptedException {
        while (waiting.size() == 0 && !closed) {
            wait();
        }
        if (closed) {
            return null;
        }
        byte[] some = waiting.toByteArray();
        waiting.reset();
        return some;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for the thread's end, but no longer than so many milliseconds. */
    void await(long millis) throws InterruptedException {
        Thread writer;
        synchronized (this) {
            writer = thread;
        }
        if (writer != null && millis > 0) {
            writer.join(millis);
        }
    }
}

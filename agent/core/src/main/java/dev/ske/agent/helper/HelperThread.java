package dev.ske.agent.helper;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The helper's work on a daemon thread of this JVM, found by name: the AWS SDK is no part of the core. */
final class HelperThread implements Peer, Runnable {
    private static final long PATIENCE = 200;

    private final Method serve;
    private final MemoryPipe requests = new MemoryPipe();
    private final MemoryPipe answers = new MemoryPipe();
    private final Thread thread = new Thread(this, "ske-kms");
    private volatile @Nullable String failure;

    /**
     * Starts it.
     *
     * @param type the class with {@code serve(InputStream, OutputStream)}
     * @throws Failure INTERNAL if the jar has no such class
     */
    static HelperThread start(String type) {
        try {
            Method serve = Class.forName(type, true, HelperThread.class.getClassLoader())
                    .getMethod("serve", InputStream.class, OutputStream.class);
            HelperThread started = new HelperThread(serve);
            started.thread.setDaemon(true);
            // The SDK looks for services by it, and would find the program's.
            started.thread.setContextClassLoader(HelperThread.class.getClassLoader());
            started.thread.start();
            return started;
        } catch (ReflectiveOperationException | LinkageError missing) {
            throw new Failure(
                    Code.INTERNAL,
                    "this agent cannot load its part that works with AWS KMS: "
                            + missing.getClass().getSimpleName(),
                    "is ske-agent.jar complete?");
        }
    }

    private HelperThread(Method serve) {
        this.serve = serve;
    }

    @Override
    public void run() {
        try {
            serve.invoke(null, requests.in(), answers.out());
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause();
            failure = (cause == null ? failed : cause).getClass().getName();
        } catch (IllegalAccessException | RuntimeException failed) {
            failure = failed.getClass().getName();
        } finally {
            requests.close();
            answers.end();
        }
    }

    /** What the other thread reads it from, and reads it into, is on the heap of this JVM, and wiped. */
    @Override
    public void greet(byte[] head, ByteBuffer key, byte[] body) throws IOException {
        requests.write(ByteBuffer.wrap(head), key.duplicate(), ByteBuffer.wrap(body));
    }

    @Override
    public void send(byte[] request) {
        try {
            requests.write(ByteBuffer.wrap(request));
        } catch (IOException gone) {
            // Who waits for the answer sees the thread's end too and says so.
        }
    }

    @Override
    public InputStream answers() {
        return answers.in();
    }

    @Override
    public String fate() {
        String why = failure;
        return why == null ? "ended too early" : "ended with " + why;
    }

    @Override
    public String words() {
        return "";
    }

    /** A call under way is left to its own time-out: the thread keeps no program alive. */
    @Override
    public void end() {
        requests.close();
        answers.close();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

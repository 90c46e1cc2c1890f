package dev.ske.agent.helper;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A helper JVM. Its pipes are closed with it; two daemon threads of ours end with them. */
final class HelperProcess implements Peer {
    /** Milliseconds for a process that was killed, or has closed its output, to be gone. */
    private static final long PATIENCE = 200;

    /** The JDK adds 128 to the number of the signal that ended a process, as shells do. */
    private static final int SIGNALLED = 128;

    private static final int LAST_SIGNAL = 64;

    private final Process process;
    private final LastWords words;
    private final @Nullable FileOutputStream input;
    private final Outbox outbox;

    /** @throws IOException if this JVM does not show how to write to a process */
    HelperProcess(Process process) throws IOException {
        this.process = process;
        words = new LastWords(process.getErrorStream());
        try {
            words.start();
            input = unbuffered(process.getOutputStream());
        } catch (IOException | RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
        outbox = new Outbox(input == null ? process.getOutputStream() : input);
    }

    /**
     * What the JDK wrapped a buffer around, which would keep a copy of the one-time key. Null: the process has ended, and the
     * JDK has put something else in its place.
     */
    private static @Nullable FileOutputStream unbuffered(OutputStream buffered) throws IOException {
        try {
            Field below = FilterOutputStream.class.getDeclaredField("out");
            below.setAccessible(true);
            Object stream = below.get(buffered);
            return stream instanceof FileOutputStream ? (FileOutputStream) stream : null;
        } catch (ReflectiveOperationException unknown) {
            throw new IOException("this JVM does not show a process's input", unknown);
        }
    }

    /**
     * The key byte by byte: the JDK copies an array that is written to memory that nobody wipes, and the stream's channel would
     * load the native network library, which reads a setting of the program.
     */
    @Override
    public void greet(byte[] head, ByteBuffer key, byte[] body) throws IOException {
        if (input == null) {
            throw new IOException("the process has ended");
        }
        input.write(head);
        for (int i = 0; i < key.capacity(); i++) {
            input.write(key.get(i));
        }
        input.write(body);
    }

    @Override
    public void send(byte[] request) {
        outbox.send(request);
    }

    @Override
    public InputStream answers() {
        return process.getInputStream();
    }

    @Override
    public String fate() {
        String fate = "closed its output and went on";
        try {
            if (process.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
                fate = ended(process.exitValue());
                words.await(PATIENCE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return fate;
    }

    private static String ended(int status) {
        int signal = status - SIGNALLED;
        if (signal > 0 && signal <= LAST_SIGNAL) {
            return "was ended by signal " + signal + (signal == 9 ? " (kill -9, or the system was out of memory)" : "");
        }
        return status == HelperCommand.OUT_OF_MEMORY
                ? "ended with exit status 3 (its memory was too small)"
                : "ended with exit status " + status;
    }

    @Override
    public String words() {
        return words.text();
    }

    @Override
    public void end() {
        outbox.close();
        process.destroyForcibly();
        try {
            long begun = System.nanoTime();
            process.waitFor(PATIENCE, TimeUnit.MILLISECONDS);
            words.await(left(begun));
            outbox.await(left(begun));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static long left(long begun) {
        return PATIENCE - (System.nanoTime() - begun) / 1_000_000;
    }
}

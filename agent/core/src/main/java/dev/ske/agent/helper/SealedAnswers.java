package dev.ske.agent.helper;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one-time key, and the answers as they came, sealed under it: a plaintext is in the clear in the caller's memory only,
 * and only when it is asked for. The key is outside the heap, from the system's generator to its end.
 */
final class SealedAnswers {
    private static final int NUMBER = 1;

    private final AesGcm cipher = new AesGcm(ByteBuffer.allocateDirect(AesGcm.REGION));
    private final Map<Integer, Sealed> answers = new HashMap<>();
    private long sequence;
    private boolean wiped;

    private static final class Sealed {
        final ByteBuffer message;
        final long sequence;

        Sealed(ByteBuffer message, long sequence) {
            this.message = message;
            this.sequence = sequence;
        }
    }

    /** Makes the key and puts it at {@code at} of direct memory, which the caller wipes. */
    void key(ByteBuffer into, int at) {
        try (StrongRandom random = new StrongRandom()) {
            random.fill(into, at, Protocol.ONE_TIME_KEY);
        }
        synchronized (this) {
            if (!wiped) {
                cipher.key(into, at);
            }
        }
    }

    /**
     * Takes the next message, opened at 0 in {@code scratch} too.
     *
     * @return the number of the call that it answers
     * @throws IOException if it is not the message that was to come next, or answers what nobody asked or knows already
     */
    synchronized int take(byte[] message, int asked, Scratch scratch) throws IOException {
        Sealed sealed = new Sealed(ByteBuffer.wrap(message), sequence++);
        int length = open(sealed, scratch);
        if (length < Answer.HEAD) {
            throw new IOException(wiped ? "it was closed" : "it said what is not sealed under its key");
        }
        int number = Answer.int32(scratch.buffer(length), NUMBER);
        if (number < 0 || number >= asked || answers.containsKey(number)) {
            throw new IOException("it answered what was not asked");
        }
        answers.put(number, sealed);
        return number;
    }

    /** Bytes of the opened answer of a call that was taken. */
    synchronized int size(int call) {
        Sealed sealed = answers.get(call);
        return sealed == null ? 0 : sealed.message.capacity() - AesGcm.IV - AesGcm.TAG;
    }

    /** Opens the answer of a call at 0 in {@code scratch}; its length, or -1 if it is not there. */
    synchronized int open(int call, Scratch scratch) {
        Sealed sealed = answers.get(call);
        return sealed == null ? -1 : open(sealed, scratch);
    }

    private int open(@Nullable Sealed sealed, Scratch scratch) {
        if (sealed == null || wiped) {
            return -1;
        }
        int length = sealed.message.capacity();
        int size = length - AesGcm.IV - AesGcm.TAG;
        if (size < 0) {
            return -1;
        }
        byte[] aad = Protocol.aad(sealed.sequence);
        return cipher.open(sealed.message, 0, length, aad, scratch.buffer(size), 0) ? size : -1;
    }

    synchronized void wipe() {
        wiped = true;
        cipher.wipe();
        answers.clear();
    }
}

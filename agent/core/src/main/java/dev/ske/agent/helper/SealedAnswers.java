package dev.ske.agent.helper;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one-time key, and the answers as they came, sealed under it: a plaintext is in the clear in its reader's memory only,
 * and only when it is read. The key is in protected memory, from the system's generator to its end.
 *
 * <p>Any thread may wipe it, but the memory itself is given back by whoever gave it: memory is not thread-safe.
 */
final class SealedAnswers {
    private final AesGcm cipher;
    private final Map<Integer, Sealed> answers = new HashMap<>();
    private long sequence;
    private boolean wiped;

    SealedAnswers(SecretMemory memory) {
        cipher = AesGcm.in(memory);
    }

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
     * Takes the next message.
     *
     * @return what it says
     * @throws IOException if it is not the message that was to come next, or answers what nobody asked or knows already
     */
    synchronized Answer take(byte[] message, int asked) throws IOException {
        Sealed sealed = new Sealed(ByteBuffer.wrap(message), sequence++);
        Plaintext opened = open(sealed);
        if (opened == null || opened.length() < Protocol.HEAD) {
            throw new IOException(wiped ? "it was closed" : "it said what is not sealed under its key");
        }
        Answer answer = new Answer(opened);
        if (answer.isAttestation() && answer.number() == Protocol.NO_REQUEST) {
            return answer;
        }
        if (answer.isAttestation()
                || answer.number() < 0
                || answer.number() >= asked
                || answers.containsKey(answer.number())) {
            throw new IOException("it answered what was not asked");
        }
        answers.put(answer.number(), sealed);
        return answer;
    }

    /** The answer of a call; null if it is not there. */
    synchronized @Nullable Answer open(int call) {
        Sealed sealed = answers.get(call);
        Plaintext opened = sealed == null ? null : open(sealed);
        return opened == null ? null : new Answer(opened);
    }

    private @Nullable Plaintext open(Sealed sealed) {
        if (wiped) {
            return null;
        }
        byte[] aad = Protocol.aad(sealed.sequence);
        Plaintext opened = cipher.open(sealed.message, 0, sealed.message.capacity(), aad);
        return opened == null ? null : new Guarded(opened);
    }

    /** From any thread, more than once; nothing here touches the memory after the first time. */
    synchronized void wipe() {
        if (!wiped) {
            wiped = true;
            cipher.wipe();
            answers.clear();
        }
    }

    /** No thread wipes the key while another one decrypts, and none decrypts when it was wiped. */
    private final class Guarded implements Plaintext {
        private final Plaintext opened;

        Guarded(Plaintext opened) {
            this.opened = opened;
        }

        @Override
        public int length() {
            return opened.length();
        }

        @Override
        public void read(int from, int length, ByteBuffer into, int at) {
            synchronized (SealedAnswers.this) {
                if (wiped) {
                    throw new Failure(Code.KMS_UNREACHABLE, "the helper for AWS KMS was closed");
                }
                opened.read(from, length, into, at);
            }
        }

        @Override
        public void close() {
            synchronized (SealedAnswers.this) {
                opened.close();
            }
        }
    }
}

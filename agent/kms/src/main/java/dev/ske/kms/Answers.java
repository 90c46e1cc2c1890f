package dev.ske.kms;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the helper answers, sealed under the one-time key, whole and one after the other (docs/helper.md). */
final class Answers implements AutoCloseable {
    private final OutputStream out;
    private final AesGcm cipher = AesGcm.in(new OffHeap());
    private final StrongRandom random = new StrongRandom();
    private final Scratch text = new Scratch();
    private final Scratch sealed = new Scratch();
    private long sequence;
    private boolean closed;

    /** Takes the one-time key and wipes it; says at once who we are. */
    Answers(byte[] oneTimeKey, OutputStream out) throws IOException {
        this.out = out;
        cipher.key(ByteBuffer.wrap(oneTimeKey), 0);
        Arrays.fill(oneTimeKey, (byte) 0);
        out.write(Protocol.magic());
        out.write(Protocol.VERSION);
        out.flush();
    }

    /** Wipes the plaintext. Says nothing once it is closed, like all here: a call that nobody waits for may still end then. */
    synchronized void opened(Request request, Tally tally, int key, byte[] plaintext) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        begin(new DataOutputStream(head), Protocol.PLAINTEXT, request.number(), tally);
        head.write(key);
        try {
            send(head.toByteArray(), plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    synchronized void refused(Request request, Tally tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        begin(data, Protocol.REFUSED, request.number(), tally);
        List<Attempt> attempts = request.attempts();
        @Nullable Refusal[] refusals = request.refusals();
        int count = 0;
        for (Refusal refusal : refusals) {
            count += refusal == null ? 0 : 1;
        }
        data.writeByte(count);
        for (int i = 0; i < refusals.length; i++) {
            Refusal why = refusals[i];
            if (why != null) {
                data.writeByte(attempts.get(i).key());
                data.writeUTF(why.code().name());
                data.writeUTF(why.message());
                data.writeUTF(why.hint());
            }
        }
        send(bytes.toByteArray(), new byte[0]);
    }

    /**
     * Says how attestation for a key stands now, before the first answer that it concerns.
     *
     * @param key index of the key
     * @param attested whether KMS answered for the enclave; else it failed, is not required, and the key goes on without it
     * @param documentMillis the document's own time, in milliseconds since 1970; 0: there is none
     * @param code why it failed, as {@code ATTESTATION_UNAVAILABLE}; empty if attested
     * @param message the failure's; empty if attested
     */
    synchronized void attestation(
            int key, boolean attested, long documentMillis, String code, String message, Tally tally)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        begin(data, Protocol.ATTESTATION, Protocol.NO_REQUEST, tally);
        data.writeByte(key);
        data.writeByte(attested ? Protocol.ATTESTED : Protocol.FELL_BACK);
        data.writeLong(documentMillis);
        data.writeUTF(code);
        data.writeUTF(message);
        send(bytes.toByteArray(), new byte[0]);
    }

    private static void begin(DataOutputStream out, int kind, int number, Tally tally) throws IOException {
        out.writeByte(kind);
        out.writeInt(number);
        out.writeInt(tally.calls());
        out.writeInt(tally.most());
        out.writeInt(tally.attested());
        out.writeInt(tally.documents());
        out.writeInt(tally.exposed());
    }

    private void send(byte[] head, byte[] rest) throws IOException {
        if (closed) {
            return;
        }
        int length = head.length + rest.length;
        ByteBuffer plain = text.buffer(length);
        put(head, plain, 0);
        put(rest, plain, head.length);
        byte[] message = new byte[4 + AesGcm.IV + length + AesGcm.TAG];
        ByteBuffer place = sealed.buffer(message.length);
        place.putInt(0, message.length - 4);
        random.iv(place, 4);
        cipher.seal(plain, 0, length, Protocol.aad(sequence++), place, 4);
        text.wipe();
        for (int i = 0; i < message.length; i++) {
            message[i] = place.get(i);
        }
        out.write(message);
        out.flush();
    }

    private static void put(byte[] bytes, ByteBuffer into, int at) {
        for (int i = 0; i < bytes.length; i++) {
            into.put(at + i, bytes[i]);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        cipher.close();
        text.close();
        sealed.close();
        random.close();
    }
}

package dev.ske.agent.helper;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program's side of the protocol (docs/helper.md). Answers are read by whoever waits for one. */
final class Conversation implements Kms {
    private static final String NAME = "the helper for AWS KMS ";
    private static final String HINT =
            "log=debug prints what the helper says; with isolation: in-process the agent works without one";

    private final Peer peer;
    private final List<KmsKey> keys;
    private final SecretMemory memory;
    private final SealedAnswers answers;
    private final DataInputStream in;
    private final Totals totals = new Totals();
    private final Map<Integer, AttestationState> attestations = new HashMap<>();
    private int asked;
    private boolean greeted;
    private boolean closed;
    private volatile @Nullable Failure over;

    /** {@code memory}: for the one-time key; who gave it closes it, after this. */
    Conversation(Peer peer, List<KmsKey> keys, SecretMemory memory) {
        this.peer = peer;
        this.keys = keys;
        this.memory = memory;
        answers = new SealedAnswers(memory);
        in = new DataInputStream(peer.answers());
    }

    /** Says what comes before the first request. */
    void greet(Greeting greeting) {
        byte[] magic = Protocol.magic();
        byte[] head = Arrays.copyOf(magic, magic.length + 1);
        head[magic.length] = Protocol.VERSION;
        byte[] body = bytes(greeting);
        try (SecretMemory.Region key = memory.allocate(Protocol.ONE_TIME_KEY)) {
            answers.key(key.bytes(), 0);
            peer.greet(head, key.bytes(), body);
        } catch (IOException gone) {
            throw lost(null);
        }
    }

    private static byte[] bytes(Greeting greeting) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            greeting.write(new DataOutputStream(bytes));
        } catch (IOException tooLong) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "a setting of an aws-kms key is longer than 65,535 bytes",
                    "KMS itself takes 8,192 bytes of encryption context, all names and values together");
        }
        return bytes.toByteArray();
    }

    @Override
    public int decrypt(List<Attempt> attempts) {
        if (attempts.isEmpty() || attempts.size() > Attempt.MOST) {
            throw new IllegalArgumentException(attempts.size() + " attempts");
        }
        Failure end = over;
        if (end != null) {
            throw end;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(Protocol.DECRYPT);
            out.writeInt(asked);
            Attempt.write(attempts, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        peer.send(bytes.toByteArray());
        return asked++;
    }

    @Override
    public Plaintext await(int call) {
        if (call < 0 || call >= asked) {
            throw new IllegalArgumentException("there is no call " + call);
        }
        try {
            Answer answer = answers.open(call);
            while (answer == null) {
                answer = read(call);
            }
            return answer.plaintext(keys);
        } catch (EOFException ended) {
            throw lost(null);
        } catch (IOException rubbish) {
            throw lost(rubbish.getMessage());
        }
    }

    /** Reads one answer; null if it is not the wanted one. */
    private @Nullable Answer read(int wanted) throws IOException {
        Failure end = over;
        if (end != null) {
            throw end;
        }
        if (!greeted) {
            byte[] head = new byte[Protocol.magic().length];
            in.readFully(head);
            if (!Arrays.equals(head, Protocol.magic()) || in.readUnsignedByte() != Protocol.VERSION) {
                throw new IOException("it does not speak this version's protocol");
            }
            greeted = true;
        }
        int length = in.readInt();
        if (length < 0 || length > Protocol.LONGEST_ANSWER) {
            throw new IOException("it announced an answer of an impossible length");
        }
        byte[] message = new byte[length];
        in.readFully(message);
        Answer answer = answers.take(message, asked);
        totals.take(answer);
        if (answer.isAttestation()) {
            keep(answer.attestation(keys));
        }
        return answer.number() == wanted ? answer : null;
    }

    /** A key that went on without attestation does so to the end; what was under way then may still come attested. */
    private synchronized void keep(AttestationState state) {
        AttestationState before = attestations.get(state.key());
        if (before == null || before.attested()) {
            attestations.put(state.key(), state);
        }
    }

    @Override
    public synchronized List<AttestationState> attestations() {
        return new ArrayList<>(attestations.values());
    }

    /**
     * The end that nobody here asked for, unless somebody did meanwhile: that is the reason then.
     *
     * @param rubbish what was wrong with what it said; null: it ended
     */
    private Failure lost(@Nullable String rubbish) {
        Failure end = over;
        if (end == null) {
            String what = rubbish == null ? NAME + peer.fate() : NAME + "is out of step: " + rubbish;
            String words = peer.words();
            end = over(new Failure(
                    Code.KMS_UNREACHABLE,
                    words.isEmpty() ? what : what + "; its last words: " + words,
                    what.contains("memory") ? "raise /ske/helper/memory; " + HINT : HINT));
            peer.end();
        }
        return end;
    }

    /** The first reason stays. */
    private synchronized Failure over(Failure reason) {
        Failure end = over;
        if (end == null) {
            over = reason;
            return reason;
        }
        return end;
    }

    @Override
    public void close() {
        boolean first;
        try {
            over(new Failure(Code.KMS_UNREACHABLE, NAME + "was closed", HINT));
            synchronized (this) {
                first = !closed;
                closed = true;
            }
            peer.end();
        } finally {
            // Whatever fails: the memory is given back next, and must not be touched by a thread that comes later.
            answers.wipe();
        }
        if (first) {
            totals.say(KmsKey.anyAttested(keys));
        }
    }
}

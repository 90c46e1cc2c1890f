package dev.ske.agent.helper;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.Plaintext;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in an opened answer (docs/helper.md). */
final class Answer {
    private static final int NUMBER = 1;
    private static final int CALLS = 5;
    private static final int MOST = 9;
    private static final int ATTESTED = 13;
    private static final int DOCUMENTS = 17;
    private static final int EXPOSED = 21;

    private final Plaintext whole;
    private final ByteBuffer head = ByteBuffer.allocate(Protocol.HEAD);

    /** {@code whole}: at least {@link Protocol#HEAD} bytes. */
    Answer(Plaintext whole) {
        this.whole = whole;
        whole.read(0, Protocol.HEAD, head, 0); // no secret
    }

    /** Whether it answers nothing and says how attestation stands. */
    boolean isAttestation() {
        return head.get(0) == Protocol.ATTESTATION;
    }

    /** Of the call that it answers, or {@link Protocol#NO_REQUEST}. */
    int number() {
        return head.getInt(NUMBER);
    }

    int calls() {
        return head.getInt(CALLS);
    }

    int mostAtOnce() {
        return head.getInt(MOST);
    }

    /** Calls with an attestation document that KMS answered so far. */
    int attested() {
        return head.getInt(ATTESTED);
    }

    /** Attestation documents so far. */
    int documents() {
        return head.getInt(DOCUMENTS);
    }

    /** Answers to attested calls that held a plaintext so far. */
    int exposed() {
        return head.getInt(EXPOSED);
    }

    /**
     * How attestation stands, if that is what it says.
     *
     * @throws IOException if it is not of the protocol
     */
    AttestationState attestation(List<KmsKey> keys) throws IOException {
        if (whole.length() > Protocol.LONGEST_ATTESTATION) {
            throw new IOException("it said too much of attestation");
        }
        return AttestationState.read(rest(whole), keys);
    }

    /**
     * The plaintext.
     *
     * @throws Failure if no key opened it, with all reasons
     * @throws IOException if it is no answer of the protocol
     */
    Plaintext plaintext(List<KmsKey> keys) throws IOException {
        int kind = head.get(0);
        if (kind == Protocol.REFUSED) {
            throw refusal(whole, keys);
        }
        if (kind != Protocol.PLAINTEXT || whole.length() <= Protocol.HEAD) {
            throw new IOException("it gave an answer of an unknown kind");
        }
        return whole.after(Protocol.HEAD + 1);
    }

    /** No secret either, and read whole. */
    private static Failure refusal(Plaintext answer, List<KmsKey> keys) throws IOException {
        DataInputStream in = rest(answer);
        int count = in.readUnsignedByte();
        if (count == 0) {
            throw new IOException("it refused without a reason");
        }
        Refused first = new Refused(in, keys);
        if (count == 1) {
            return new Failure(first.known(), first.said(), first.hint);
        }
        // A key that two wraps are for says the same twice.
        Set<String> reasons = new LinkedHashSet<>();
        reasons.add(first.listed());
        for (int i = 1; i < count; i++) {
            reasons.add(new Refused(in, keys).listed());
        }
        return reasons.size() == 1
                ? new Failure(first.known(), first.said(), first.hint)
                : new Failure(
                        first.known(),
                        "no key opened it: " + String.join("; ", reasons),
                        first.key + ": " + first.hint);
    }

    /** What follows the head, on the heap. */
    private static DataInputStream rest(Plaintext answer) {
        byte[] bytes = new byte[answer.length() - Protocol.HEAD];
        answer.read(Protocol.HEAD, bytes.length, ByteBuffer.wrap(bytes), 0);
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** One attempt that was refused, and why. */
    private static final class Refused {
        private final String key;
        private final String code;
        private final String message;
        private final String hint;

        Refused(DataInputStream in, List<KmsKey> keys) throws IOException {
            int index = in.readUnsignedByte();
            if (index >= keys.size()) {
                throw new IOException("it named a key that there is not");
            }
            key = keys.get(index).id();
            code = in.readUTF();
            message = in.readUTF();
            hint = in.readUTF();
        }

        /** A code that this version has not is a newer helper's. */
        Code known() {
            Code known = codeOrNull();
            return known == null ? Code.KMS_UNREACHABLE : known;
        }

        private @Nullable Code codeOrNull() {
            for (Code one : Code.values()) {
                if (one.name().equals(code)) {
                    return one;
                }
            }
            return null;
        }

        String said() {
            return key + ": " + message + (codeOrNull() == null ? " [" + code + "]" : "");
        }

        String listed() {
            return key + " (" + code + "): " + message;
        }
    }
}

package dev.ske.cli.prepare;

import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Kms;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a helper that practises, and what it has to answer: for each kind of role one conversation, in which it
 * decrypts for keys behind TLS and, as emulators are, not, and attested; for each twice, because what does not succeed at once
 * is the SDK's.
 */
final class Rehearsal {
    private static final int DEADLINE = 60_000;
    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    /** Answers are sealed under it; nothing here is a secret. */
    private static final byte[] ONE_TIME_KEY = new byte[Protocol.ONE_TIME_KEY];

    private final List<Map<String, String>> roles;
    private final List<KmsKey> keys = new ArrayList<>();

    /**
     * @param endpoints where the keys are
     * @param roles the system properties that make up each kind
     */
    Rehearsal(List<String> endpoints, List<Map<String, String>> roles) {
        this.roles = roles;
        for (String endpoint : endpoints) {
            add(endpoint, null);
        }
    }

    /** One more key, whose values are decrypted attested: {@code source} is where documents are to be had. */
    void attested(String endpoint, String source) {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.source = AttestationSpec.Source.HTTP;
        draft.address = source;
        draft.timeoutMillis = DEADLINE;
        add(endpoint, new AttestationSpec(draft));
    }

    private void add(String endpoint, @Nullable AttestationSpec attestation) {
        KmsKey.Draft draft = new KmsKey.Draft();
        draft.region = "us-east-1";
        draft.endpoint = endpoint;
        draft.attestation = attestation;
        keys.add(new KmsKey("alias/practice", draft, new Place("practice", 0, 0)));
    }

    /** The standard input of {@code dev.ske.kms.Practice}. */
    byte[] script() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(roles.size());
        for (Map<String, String> role : roles) {
            out.write(Protocol.magic());
            out.writeByte(Protocol.VERSION);
            out.write(ONE_TIME_KEY);
            new Greeting(DEADLINE, 2, role, keys).write(out);
            int number = 0;
            for (int key = 0; key < keys.size(); key++) {
                ask(number++, key, LoopbackAws.ANSWERED, out);
                ask(number++, key, LoopbackAws.FAILED_ONCE, out);
            }
            out.writeByte(Protocol.END);
        }
        return bytes.toByteArray();
    }

    private static void ask(int number, int key, byte first, DataOutputStream out) throws IOException {
        byte[] ciphertext = new byte[184];
        ciphertext[0] = first;
        out.writeByte(Protocol.DECRYPT);
        out.writeInt(number);
        Attempt.write(Collections.singletonList(new Attempt(key, Kms.SYMMETRIC, ciphertext)), out);
    }

    /** @throws IOException if what it answered is not all that was asked for */
    void check(byte[] answers) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(answers));
        for (int role = 0; role < roles.size(); role++) {
            byte[] magic = new byte[Protocol.magic().length];
            in.readFully(magic);
            if (!Arrays.equals(magic, Protocol.magic()) || in.readUnsignedByte() != Protocol.VERSION) {
                throw new IOException("the helper did not answer as a helper does");
            }
            int sequence = 0;
            for (int left = 2 * keys.size(); left > 0; sequence++) {
                byte[] sealed = new byte[in.readInt()];
                in.readFully(sealed);
                left -= isAnswer(open(sealed, sequence)) ? 1 : 0;
            }
        }
    }

    private static byte[] open(byte[] sealed, int sequence) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(ONE_TIME_KEY, "AES"),
                    new GCMParameterSpec(TAG_BITS, sealed, 0, IV));
            cipher.updateAAD(Protocol.aad(sequence));
            return cipher.doFinal(sealed, IV, sealed.length - IV);
        } catch (GeneralSecurityException e) {
            throw new IOException("the helper's answer cannot be opened", e);
        }
    }

    /** Whether it is an answer: how attestation stands is told unasked. */
    private static boolean isAnswer(byte[] message) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(message));
        int kind = in.readUnsignedByte();
        in.readFully(new byte[Protocol.HEAD - 1]);
        if (kind == Protocol.ATTESTATION) {
            return false;
        }
        if (kind != Protocol.PLAINTEXT) {
            in.readUnsignedByte();
            in.readUnsignedByte();
            throw new IOException("the helper could not practise: " + in.readUTF() + ": " + in.readUTF());
        }
        in.readUnsignedByte();
        byte[] plaintext = new byte[in.available()];
        in.readFully(plaintext);
        if (!Arrays.equals(plaintext, LoopbackAws.PLAINTEXT)) {
            throw new IOException("the helper's answer is wrong");
        }
        return true;
    }
}

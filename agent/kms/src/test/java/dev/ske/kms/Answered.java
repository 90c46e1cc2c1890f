package dev.ske.kms;

import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One message of the helper, opened with the JDK's own AES-GCM and read by the words of docs/helper.md.
 *
 * @param number of the request; -1: it says how attestation stands
 * @param attestation attested calls, documents and answers with a plaintext: {@code 50 1 0}
 * @param text the plaintext, or how attestation stands: state, time, code and message
 */
record Answered(int number, int calls, int most, String attestation, int key, String text, List<Refusal> refusals) {
    record Refusal(int key, String code, String message, String hint) {}

    boolean opened() {
        return refusals.isEmpty();
    }

    List<String> codes() {
        return refusals.stream().map(Refusal::code).toList();
    }

    /** Reads magic, version and so many answers. */
    static List<Answered> read(InputStream in, byte[] oneTimeKey, int count)
            throws IOException, GeneralSecurityException {
        DataInputStream data = new DataInputStream(in);
        byte[] magic = data.readNBytes(7);
        if (!new String(magic, StandardCharsets.US_ASCII).equals("SKE-KMS") || data.readByte() != 2) {
            throw new IOException("not the helper's protocol");
        }
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] sealed = new byte[data.readInt()];
            data.readFully(sealed);
            answers.add(open(sealed, oneTimeKey, i));
        }
        return answers;
    }

    private static Answered open(byte[] sealed, byte[] oneTimeKey, int sequence)
            throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(oneTimeKey, "AES"), new GCMParameterSpec(128, sealed, 0, 12));
        cipher.updateAAD(Protocol.aad(sequence));
        DataInputStream text =
                new DataInputStream(new ByteArrayInputStream(cipher.doFinal(sealed, 12, sealed.length - 12)));
        int kind = text.readUnsignedByte();
        int number = text.readInt();
        int calls = text.readInt();
        int most = text.readInt();
        String attestation = text.readInt() + " " + text.readInt() + " " + text.readInt();
        if (kind == Protocol.ATTESTATION) {
            int key = text.readUnsignedByte();
            String said = text.readUnsignedByte() + " " + text.readLong() + " " + text.readUTF() + " " + text.readUTF();
            return new Answered(number, calls, most, attestation, key, said, List.of());
        }
        if (kind == Protocol.PLAINTEXT) {
            return new Answered(
                    number,
                    calls,
                    most,
                    attestation,
                    text.readUnsignedByte(),
                    new String(text.readAllBytes(), StandardCharsets.US_ASCII),
                    List.of());
        }
        List<Refusal> refusals = new ArrayList<>();
        int count = text.readUnsignedByte();
        for (int i = 0; i < count; i++) {
            refusals.add(new Refusal(text.readUnsignedByte(), text.readUTF(), text.readUTF(), text.readUTF()));
        }
        return new Answered(number, calls, most, attestation, -1, "", refusals);
    }
}

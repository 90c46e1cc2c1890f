package dev.ske.kms.attestation;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** {@code CiphertextForRecipient} byte by byte as KMS writes it; a test changes one of its parts. */
final class Answer {
    static final int SEGMENT = 1000;

    static final byte[] SHA256 = hex("300d06096086480165030402010500");
    static final byte[] SHA1 = hex("300906052b0e03021a0500");
    static final byte[] SHA384 = hex("300d06096086480165030402020500");
    static final byte[] AES256_CBC = hex("060960864801650304012a");
    static final byte[] DATA = hex("06092a864886f70d010701");
    static final byte[] ENVELOPED_DATA = hex("06092a864886f70d010703");
    private static final byte[] MGF1 = hex("06092a864886f70d010108");
    private static final byte[] RSAES_OAEP = hex("06092a864886f70d010107");
    static final byte[] P_SPECIFIED = hex("06092a864886f70d010109");
    static final byte[] VERSION_2 = hex("020102");

    private static final SecureRandom RANDOM = new SecureRandom();

    byte[] type = ENVELOPED_DATA;
    byte[] recipient;
    byte[] keyAlgorithm = oaep(SHA256, SHA256, new byte[0]);
    byte[] encryptedKey;
    /** All of the SET's content, instead of the one recipient. */
    byte[] recipients;

    byte[] originator = new byte[0];
    byte[] contentType = DATA;
    byte[] cipher = AES256_CBC;
    byte[] iv = random(16);
    byte[] ciphertext;
    /** The [0] with all that is in it; in pieces, if it is null. */
    byte[] content;

    byte[] attributes = new byte[0];

    static Answer to(KeyPair pair, byte[] plaintext) throws GeneralSecurityException {
        return to(pair.getPublic(), plaintext, random(32));
    }

    static Answer to(PublicKey to, byte[] plaintext, byte[] key) throws GeneralSecurityException {
        Answer answer = new Answer();
        answer.recipient = named(to);
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                to,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        answer.encryptedKey = rsa.doFinal(key);
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(answer.iv));
        answer.ciphertext = aes.doFinal(plaintext);
        return answer;
    }

    /** [0] subjectKeyIdentifier. */
    static byte[] named(PublicKey key) throws GeneralSecurityException {
        return der(0x80, MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    }

    /** issuerAndSerialNumber: CN=ske, 7. */
    static byte[] byCertificate() {
        return der(0x30, der(0x30, der(0x31, der(0x30, hex("0603550403"), hex("0c03736b65")))), hex("020107"));
    }

    static byte[] oaep(byte[] digest, byte[] mgfDigest, byte[] label) {
        return der(0x30, RSAES_OAEP, der(0x30, der(0xa0, digest), der(0xa1, der(0x30, MGF1, mgfDigest)), label));
    }

    byte[] bytes() {
        byte[] all = recipients == null ? recipient(recipient) : recipients;
        byte[] data = indefinite(
                0x30,
                VERSION_2,
                originator,
                der(0x31, all),
                indefinite(0x30, contentType, der(0x30, cipher, der(0x04, iv)), content == null ? pieces() : content),
                attributes);
        return indefinite(0x30, type, indefinite(0xa0, data));
    }

    /** KeyTransRecipientInfo. */
    byte[] recipient(byte[] named) {
        return der(0x30, VERSION_2, named, keyAlgorithm, der(0x04, encryptedKey));
    }

    private byte[] pieces() {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int from = 0; from < ciphertext.length; from += SEGMENT) {
            byte[] piece = Arrays.copyOfRange(ciphertext, from, Math.min(ciphertext.length, from + SEGMENT));
            pieces.writeBytes(der(0x04, piece));
        }
        return indefinite(0xa0, pieces.toByteArray());
    }

    static byte[] der(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : content.length < 0x100
                        ? new byte[] {(byte) 0x81, (byte) content.length}
                        : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return joined(new byte[] {(byte) tag}, length, content);
    }

    static byte[] indefinite(int tag, byte[]... parts) {
        return joined(new byte[] {(byte) tag, (byte) 0x80}, joined(parts), new byte[2]);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private Answer() {}
}

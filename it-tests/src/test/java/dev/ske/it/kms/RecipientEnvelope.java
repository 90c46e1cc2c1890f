package dev.ske.it.kms;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code CiphertextForRecipient}: CMS EnvelopedData (RFC 5652) in the very form in which AWS's comes. The outer parts
 * have indefinite lengths, the content comes in pieces of 1,000 bytes, and the recipient is told by the SHA-256 of its
 * public key.
 */
final class RecipientEnvelope {
    private static final int PIECE = 1000;
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] VERSION_2 = HEX.parseHex("020102");
    private static final byte[] ENVELOPED_DATA = HEX.parseHex("06092a864886f70d010703");
    private static final byte[] DATA = HEX.parseHex("06092a864886f70d010701");
    private static final byte[] AES_256_CBC = HEX.parseHex("060960864801650304012a");
    private static final byte[] OAEP = HEX.parseHex(
            "303c06092a864886f70d010107302f" // id-RSAES-OAEP
                    + "a00f300d06096086480165030402010500" // hash: SHA-256
                    + "a11c301a06092a864886f70d010108300d06096086480165030402010500"); // MGF1 with SHA-256

    /**
     * Encrypts.
     *
     * @param publicKey DER SubjectPublicKeyInfo of an RSA key
     * @param contentKey a new key of AES-256
     * @param astray names that key and encrypts for another
     * @throws GeneralSecurityException if it is not one of 2,048 to 4,096 bits
     */
    static byte[] seal(byte[] publicKey, byte[] contentKey, byte[] plaintext, boolean astray)
            throws GeneralSecurityException {
        RSAPublicKey key =
                (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey));
        int bits = key.getModulus().bitLength();
        if (bits < 2048 || bits > 4096) {
            throw new GeneralSecurityException("a key of " + bits + " bits");
        }
        byte[] iv = Blob.random(16);
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new IvParameterSpec(iv));
        byte[] encryptedKey = rsa.doFinal(contentKey);
        if (astray) {
            encryptedKey = Arrays.copyOf(Blob.random(encryptedKey.length - 1), encryptedKey.length);
        }
        return written(publicKey, encryptedKey, iv, aes.doFinal(plaintext));
    }

    private static byte[] written(byte[] publicKey, byte[] encryptedKey, byte[] iv, byte[] content)
            throws GeneralSecurityException {
        byte[] identifier = MessageDigest.getInstance("SHA-256").digest(publicKey);
        byte[] recipient = Blob.der(0x30, VERSION_2, Blob.der(0x80, identifier), OAEP, Blob.der(0x04, encryptedKey));
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += PIECE) {
            pieces.writeBytes(Blob.der(0x04, Arrays.copyOfRange(content, at, Math.min(at + PIECE, content.length))));
        }
        byte[] info = indefinite(
                0x30, DATA, Blob.der(0x30, AES_256_CBC, Blob.der(0x04, iv)), indefinite(0xa0, pieces.toByteArray()));
        byte[] enveloped = indefinite(0x30, VERSION_2, Blob.der(0x31, recipient), info);
        return indefinite(0x30, ENVELOPED_DATA, indefinite(0xa0, enveloped));
    }

    private static byte[] indefinite(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x80);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        out.write(0);
        out.write(0);
        return out.toByteArray();
    }

    private RecipientEnvelope() {}
}

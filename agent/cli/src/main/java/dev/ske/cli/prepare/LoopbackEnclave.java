package dev.ske.cli.prepare;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a helper that practises meets in an enclave: documents, which nobody has signed, and what KMS encrypts for the key that
 * the last of them names, of 2,048 bits. Both have the form of AWS's own (CBOR in COSE_Sign1, CMS in BER).
 */
final class LoopbackEnclave {
    /** Where documents are to be had. */
    static final String PATH = "/attestation";

    private static final String PARAMETER = "publicKey=";
    private static final int DIGEST = 48;
    private static final int SIGNATURE = 96;

    /** Nothing here is a secret. */
    private static final byte[] CONTENT_KEY = new byte[32];

    /** EnvelopedData up to the identifier of its only recipient, then up to the encrypted key, up to the IV, up to the content. */
    private static final String HEAD = "308006092a864886f70d010703a08030800201023182016b308201670201028020";

    private static final String OAEP = "303c06092a864886f70d010107302fa00f300d06096086480165030402010500"
            + "a11c301a06092a864886f70d010108300d0609608648016503040201050004820100";
    private static final String AES = "308006092a864886f70d010701301d060960864801650304012a0410";
    private static final String CONTENT = "a08004";

    private volatile byte @Nullable [] publicKey;

    /** {@code request}: {@code GET /attestation?publicKey=...&nonce=... HTTP/1.1}. */
    byte[] document(String request) throws IOException {
        int begin = request.indexOf(PARAMETER) + PARAMETER.length();
        String base64 = request.substring(begin, request.indexOf('&', begin)).replace("%3D", "=");
        byte[] named = Base64.getUrlDecoder().decode(base64);
        publicKey = named;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(hex("8444a1013822a0"));
        bytes(payload(named), out);
        bytes(new byte[SIGNATURE], out);
        return bytes.toByteArray();
    }

    private static byte[] payload(byte[] named) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0xa7);
        text("module_id", out);
        text("practice", out);
        text("timestamp", out);
        out.writeByte(0x1b);
        out.writeLong(System.currentTimeMillis());
        text("pcrs", out);
        out.write(hex("a100"));
        bytes(new byte[DIGEST], out);
        text("cabundle", out);
        out.writeByte(0x81);
        bytes(new byte[1], out);
        text("public_key", out);
        bytes(named, out);
        text("user_data", out);
        out.writeByte(0xf6);
        text("nonce", out);
        out.writeByte(0xf6);
        return bytes.toByteArray();
    }

    /** Shorter than 24 bytes. */
    private static void text(String text, DataOutputStream out) throws IOException {
        out.writeByte(0x60 + text.length());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeByte(0x59);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /** {@code CiphertextForRecipient}. {@code plaintext}: shorter than 112 bytes. */
    byte[] encrypted(byte[] plaintext) throws IOException {
        byte[] named = publicKey;
        if (named == null) {
            throw new IOException("nobody asked for a document");
        }
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(named));
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    key,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(CONTENT_KEY, "AES"), new IvParameterSpec(new byte[16]));
            byte[] content = aes.doFinal(plaintext);
            ByteArrayOutputStream cms = new ByteArrayOutputStream();
            cms.write(hex(HEAD));
            cms.write(MessageDigest.getInstance("SHA-256").digest(named));
            cms.write(hex(OAEP));
            cms.write(rsa.doFinal(CONTENT_KEY));
            cms.write(hex(AES));
            cms.write(new byte[16]);
            cms.write(hex(CONTENT));
            cms.write(content.length);
            cms.write(content);
            cms.write(new byte[10]); // the ends of what is open
            return cms.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot encrypt for an RSA key", e);
        }
    }

    private static byte[] hex(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}

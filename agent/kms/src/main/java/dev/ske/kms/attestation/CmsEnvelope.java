package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * What KMS answers an attested request with: {@code CiphertextForRecipient}, CMS EnvelopedData (RFC 5652) in BER. Its form is
 * read with Bouncy Castle, and its two ciphers are the JDK's own: no provider is installed or named.
 *
 * <p>The content-encryption key is wiped here. Copies of it and of its schedule stay in {@link SecretKeySpec} and in the JDK's
 * ciphers, which give no hold of them, and copies of the plaintext in the cipher's buffers: they die with the helper JVM, or
 * where there is none, when a collection reuses their place in the program's heap.
 */
final class CmsEnvelope {
    private static final int KEY = 32;

    /**
     * Opens it. Whatever fails once the form was read (another key, its padding, the content's padding) fails alike: content in
     * CBC is not authenticated, and must not be guessed at by how it fails.
     *
     * @param publicKey DER SubjectPublicKeyInfo of the same pair: KMS names the recipient by its SHA-256
     * @return the plaintext, one byte at least; the caller wipes it
     * @throws Failure ATTESTATION_UNWRAP_FAILED, whatever the bytes are; the message follows a key's name and a colon
     */
    static byte[] open(byte[] cms, RSAPrivateKey key, byte[] publicKey) {
        CmsParts parts = CmsParts.of(cms);
        byte[] plaintext = new byte[0];
        try {
            byte[] encryptedKey =
                    parts.encryptedKey(MessageDigest.getInstance("SHA-256").digest(publicKey));
            plaintext = plaintext(parts, contentKey(encryptedKey, key));
        } catch (GeneralSecurityException | RuntimeException e) {
            // one and the same, below
        }
        if (plaintext.length == 0) {
            throw new Failure(
                    Code.ATTESTATION_UNWRAP_FAILED,
                    "KMS's answer does not open with the key that the attestation document names",
                    "it was encrypted for another document's key, or changed on its way: look at what stands between here and"
                            + " KMS, and at the source of the document");
        }
        return plaintext;
    }

    private static byte[] contentKey(byte[] encrypted, RSAPrivateKey key) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        // all of it said: by its name alone, Java's MGF1 would be that of SHA-1
        rsa.init(
                Cipher.DECRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(encrypted);
    }

    /** Wipes the key. */
    private static byte[] plaintext(CmsParts parts, byte[] key) throws GeneralSecurityException {
        try {
            if (key.length != KEY) {
                throw new GeneralSecurityException();
            }
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(parts.iv()));
            return aes.doFinal(parts.content());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private CmsEnvelope() {}
}

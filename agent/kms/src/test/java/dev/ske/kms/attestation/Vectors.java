package dev.ske.kms.attestation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;

/** What src/test/resources/attestation holds. */
final class Vectors {
    /** {@code path}: below that folder. */
    static byte[] read(String path) throws IOException {
        try (InputStream in = Vectors.class.getResourceAsStream("/attestation/" + path)) {
            return in.readAllBytes();
        }
    }

    static byte[] cms() throws IOException {
        return read("kms-recipient-1/ciphertext-for-recipient.ber");
    }

    static RSAPrivateCrtKey key() throws IOException, GeneralSecurityException {
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(read("kms-recipient-1/private-key.pkcs8.der")));
    }

    static byte[] publicKey() throws IOException, GeneralSecurityException {
        RSAPrivateCrtKey key = key();
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
    }

    static byte[] plaintext() throws IOException {
        return HexFormat.of()
                .parseHex(new String(read("kms-recipient-1/plaintext.hex"), StandardCharsets.US_ASCII).trim());
    }

    private Vectors() {}
}

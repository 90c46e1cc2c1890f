package dev.ske.kms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC (RFC 2104) with the JDK's SHA-256. The JDK's own would load and check what every other provider of keyed algorithms
 * needs: a third of all that comes before the first request.
 */
final class HmacSha256 {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;

    /** @throws NoSuchAlgorithmException if this JVM lacks SHA-256 */
    HmacSha256() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-256");
    }

    byte[] of(byte[] key, String text) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
        begin(block, INNER);
        byte[] inner = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        begin(block, OUTER);
        Arrays.fill(block, (byte) 0);
        return digest.digest(inner);
    }

    private void begin(byte[] block, byte padding) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) (block[i] ^ padding);
        }
        digest.update(padded);
        Arrays.fill(padded, (byte) 0);
    }
}

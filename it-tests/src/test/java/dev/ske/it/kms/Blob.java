package dev.ske.it.kms;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ciphertext of a symmetric key, laid out as AWS's are: {@code 01 02 02 00 78}, 32 bytes that tell the key, 01, 16
 * bytes, u32 length, and a CMS EncryptedData with AES-256-GCM. 32 bytes of plaintext give 184 bytes, as with AWS.
 */
final class Blob {
    static final byte[] PREFIX = {1, 2, 2, 0, 0x78};

    private static final int KEY = PREFIX.length;
    private static final int CMS = KEY + 32 + 1 + 16 + 4;
    private static final int PADDING = 11;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] ENCRYPTED_DATA = HEX.parseHex("06092a864886f70d010706");
    private static final byte[] DATA = HEX.parseHex("06092a864886f70d010701");
    private static final byte[] AES_256_GCM = HEX.parseHex("060960864801650304012e");

    static byte[] seal(byte[] key, String arn, byte[] plaintext, Map<String, String> context) {
        byte[] iv = random(12);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, iv, additional(arn, context), concat(random(PADDING), plaintext));
        byte[] algorithm = der(0x30, AES_256_GCM, der(0x30, der(4, iv), new byte[] {2, 1, 16}));
        byte[] info = der(0x30, DATA, algorithm, der(0x80, sealed));
        byte[] cms = der(0x30, ENCRYPTED_DATA, der(0xa0, der(0x30, new byte[] {2, 1, 0}, info)));
        byte[] length = ByteBuffer.allocate(4).putInt(cms.length).array();
        return concat(PREFIX, tag(arn), new byte[] {1}, random(16), length, cms);
    }

    /** Whether these are the first bytes of a ciphertext of that key. */
    static boolean isOf(String arn, byte[] blob) {
        return blob.length > CMS
                && Arrays.equals(blob, 0, KEY, PREFIX, 0, KEY)
                && Arrays.equals(blob, KEY, KEY + 32, tag(arn), 0, 32);
    }

    /** @throws Refusal InvalidCiphertextException */
    static byte[] open(byte[] key, String arn, byte[] blob, Map<String, String> context) {
        try {
            ByteBuffer in = ByteBuffer.wrap(blob).position(CMS - 4);
            if (in.getInt() != in.remaining()) {
                throw invalid();
            }
            enter(in, 0x30);
            skip(in, ENCRYPTED_DATA);
            enter(in, 0xa0);
            enter(in, 0x30);
            skip(in, new byte[] {2, 1, 0});
            enter(in, 0x30);
            skip(in, DATA);
            enter(in, 0x30);
            skip(in, AES_256_GCM);
            enter(in, 0x30);
            byte[] iv = new byte[enter(in, 4)];
            in.get(iv);
            skip(in, new byte[] {2, 1, 16});
            byte[] sealed = new byte[enter(in, 0x80)];
            in.get(sealed);
            byte[] padded = gcm(Cipher.DECRYPT_MODE, key, iv, additional(arn, context), sealed);
            return Arrays.copyOfRange(padded, PADDING, padded.length);
        } catch (IllegalStateException | IllegalArgumentException | BufferUnderflowException e) {
            throw invalid();
        }
    }

    static Refusal invalid() {
        return new Refusal("InvalidCiphertextException", "null");
    }

    private static byte[] additional(String arn, Map<String, String> context) {
        return (arn + new TreeMap<>(context)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tag(String arn) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] additional, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(additional);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] der(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length >= 256) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length >= 128) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Steps into an element and returns its length. */
    private static int enter(ByteBuffer in, int tag) {
        if ((in.get() & 0xff) != tag) {
            throw invalid();
        }
        int length = in.get() & 0xff;
        if (length > 128) {
            int bytes = length - 128;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (in.get() & 0xff);
            }
        }
        if (length < 0 || length > in.remaining()) {
            throw invalid();
        }
        return length;
    }

    private static void skip(ByteBuffer in, byte[] expected) {
        for (byte b : expected) {
            if (in.get() != b) {
                throw invalid();
            }
        }
    }

    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private Blob() {}
}

package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.key.GuardedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An RSA private key in a file: PKCS#8 in PEM (RFC 7468), one and nothing else, that nobody but its owner can read. The bytes
 * read are wiped; the JDK keeps the key's numbers, and copies of their encoding that nobody can reach, until they are collected.
 */
final class PrivateKeyFile {
    /** Bytes; a key of 4,096 bits has 3,300. */
    private static final int LARGEST = 16 * 1024;

    private static final String LABEL = "PRIVATE KEY-----";
    private static final byte[] BEGIN = ascii("-----BEGIN " + LABEL);
    private static final byte[] END = ascii("-----END " + LABEL);
    private static final byte[] ENCRYPTED = ascii("-----BEGIN ENCRYPTED " + LABEL);
    private static final byte[] BEGIN_OTHER = ascii("-----BEGIN ");

    /** @throws Failure KEY_FILE_MISSING, KEY_FILE_PERMISSIONS or KEY_FILE_INVALID */
    static RSAPrivateKey read(String path) {
        byte[] text = new byte[LARGEST + 1];
        try {
            ByteBuffer into = ByteBuffer.wrap(text);
            GuardedFile.read(Paths.get(path), path, false, into);
            if (into.limit() > LARGEST) {
                throw invalid(path, "is larger than " + LARGEST + " bytes");
            }
            return parse(text, into.limit(), path);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    Code.KEY_FILE_MISSING,
                    path + ": there is no such key file",
                    "correct private-key: in the key's attestation section");
        } catch (AccessDeniedException e) {
            throw new Failure(
                    Code.KEY_FILE_PERMISSIONS,
                    path + ": this process may not read the key file",
                    "the key file must be readable for the user of this process, and its folders searchable");
        } catch (IOException e) {
            throw invalid(path, "cannot be read");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static RSAPrivateKey parse(byte[] text, int length, String path) {
        int from = skipSpace(text, 0, length);
        int to = length;
        while (to > from && isSpace(text[to - 1])) {
            to--;
        }
        if (!startsWith(text, from, to, BEGIN)) {
            throw other(text, from, to, path);
        }
        from += BEGIN.length;
        to -= END.length;
        if (to < from || !startsWith(text, to, length, END)) {
            throw invalid(path, "does not end with -----END PRIVATE KEY-----");
        }
        byte[] der = new byte[(to - from) / 4 * 3 + 3];
        byte[] base64 = new byte[to - from];
        try {
            int characters = 0;
            for (int i = skipSpace(text, from, to); i < to; i = skipSpace(text, i + 1, to)) {
                base64[characters++] = text[i];
            }
            return key(der, decode(base64, characters, der), path);
        } catch (IllegalArgumentException e) {
            throw invalid(path, "is not base64 between its two lines");
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(der, (byte) 0);
        }
    }

    /** By way of arrays that can be wiped. */
    private static int decode(byte[] base64, int characters, byte[] der) {
        byte[] exact = Arrays.copyOf(base64, characters);
        try {
            return Base64.getDecoder().decode(exact, der);
        } finally {
            Arrays.fill(exact, (byte) 0);
        }
    }

    private static RSAPrivateKey key(byte[] der, int length, String path) {
        byte[] exact = Arrays.copyOf(der, length);
        try {
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(exact));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw invalid(path, "holds no RSA key that can be read: KMS encrypts for RSA keys only");
        } finally {
            Arrays.fill(exact, (byte) 0);
        }
    }

    private static Failure other(byte[] text, int from, int to, String path) {
        if (startsWith(text, from, to, ENCRYPTED)) {
            return invalid(path, "is encrypted with a password, which nobody could type here");
        }
        return invalid(
                path,
                startsWith(text, from, to, BEGIN_OTHER)
                        ? "holds another kind of PEM than -----BEGIN PRIVATE KEY-----"
                        : "does not begin with -----BEGIN PRIVATE KEY-----");
    }

    private static Failure invalid(String path, String why) {
        return new Failure(
                Code.KEY_FILE_INVALID,
                path + ": the key file " + why,
                "private-key: must be an RSA key in PKCS#8; from other PEM: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW,"
                        + " then chmod 400 NEW");
    }

    private static int skipSpace(byte[] text, int from, int to) {
        int at = from;
        while (at < to && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte character) {
        return character == '\n' || character == '\r' || character == ' ' || character == '\t';
    }

    private static boolean startsWith(byte[] text, int from, int to, byte[] start) {
        if (to - from < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (text[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private PrivateKeyFile() {}
}

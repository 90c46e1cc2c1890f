package dev.ske.it.enclave;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint was asked for. {@code userData} and {@code nonce} are null where the question says nothing of them.
 */
public final class Question {
    private static final int MOST = 1024;

    private final byte[] publicKey;
    private final byte[] userData;
    private final byte[] nonce;

    /** The names of an endpoint's parameters. They are in base64url, but for the original's nonce: that is in base64. */
    public enum Style {
        ANJUNA("publicKey", "userData"),
        ORIGINAL("public_key", "user_data");

        private final String publicKey;
        private final String userData;

        Style(String publicKey, String userData) {
            this.publicKey = publicKey;
            this.userData = userData;
        }
    }

    /**
     * Reads the query of a request's URI, as strictly as the style is described.
     *
     * @throws IllegalArgumentException which says what is wrong
     */
    static Question read(String rawQuery, Style style) {
        Map<String, String> parameters = parameters(rawQuery == null ? "" : rawQuery);
        String publicKey = parameters.remove(style.publicKey);
        String userData = parameters.remove(style.userData);
        String nonce = parameters.remove("nonce");
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("unknown parameters: " + parameters.keySet());
        }
        if (publicKey == null) {
            throw new IllegalArgumentException("no " + style.publicKey);
        }
        Base64.Decoder url = Base64.getUrlDecoder();
        Question question = new Question(
                decoded(publicKey, url),
                userData == null ? null : decoded(userData, url),
                nonce == null ? null : decoded(nonce, style == Style.ORIGINAL ? Base64.getDecoder() : url));
        checkKey(question.publicKey);
        return question;
    }

    /** DER SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return publicKey;
    }

    public byte[] userData() {
        return userData;
    }

    public byte[] nonce() {
        return nonce;
    }

    private static void checkKey(byte[] der) {
        try {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            int bits = key.getModulus().bitLength();
            if (bits != 2048 && bits != 3072 && bits != 4096) {
                throw new IllegalArgumentException("a public key of " + bits + " bits");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not the SubjectPublicKeyInfo of an RSA key", e);
        }
    }

    /** Of the whole length with padding, as both styles write it. */
    private static byte[] decoded(String text, Base64.Decoder decoder) {
        byte[] bytes = decoder.decode(text);
        if (text.length() % 4 != 0 || bytes.length == 0 || bytes.length > MOST) {
            throw new IllegalArgumentException("not base64 of 1 to " + MOST + " bytes with its padding");
        }
        return bytes;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || parameters.put(pair.substring(0, equals), value(pair, equals)) != null) {
                throw new IllegalArgumentException("not name=value, each once");
            }
        }
        return parameters;
    }

    private static String value(String pair, int equals) {
        return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
    }

    private Question(byte[] publicKey, byte[] userData, byte[] nonce) {
        this.publicKey = publicKey;
        this.userData = userData;
        this.nonce = nonce;
    }
}

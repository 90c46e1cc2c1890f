package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to KMS for Decrypt, and of what it answers the usual form: one object of texts without escapes. Whatever else
 * it says is the SDK's to read.
 */
final class DecryptJson {
    private static final String PLAINTEXT = "Plaintext";
    private static final String FOR_RECIPIENT = "CiphertextForRecipient";

    private final byte[] text;
    private int at;
    private byte @Nullable [] plaintext;

    private DecryptJson(byte[] text) {
        this.text = text;
    }

    /**
     * The request. Always names the key: none that only the ciphertext names is ever used.
     *
     * @param algorithm as {@link Kms#decrypt} says
     * @param document of attestation; null: the answer is to come in the clear
     */
    static byte[] request(KmsKey key, int algorithm, byte[] ciphertext, byte @Nullable [] document) {
        StringBuilder json = new StringBuilder(ciphertext.length * 4 / 3 + 256).append("{\"CiphertextBlob\":");
        base64(json, ciphertext);
        if (algorithm == Kms.RSA_OAEP_SHA_256) {
            json.append(",\"EncryptionAlgorithm\":\"RSAES_OAEP_SHA_256\"");
        } else if (!key.context().isEmpty()) {
            char before = '{';
            json.append(",\"EncryptionContext\":");
            for (Map.Entry<String, String> entry : key.context().entrySet()) {
                json.append(before);
                string(json, entry.getKey());
                string(json.append(':'), entry.getValue());
                before = ',';
            }
            json.append('}');
        }
        string(json.append(",\"KeyId\":"), key.id());
        if (document != null) {
            base64(json.append(",\"Recipient\":{\"AttestationDocument\":"), document);
            json.append(",\"KeyEncryptionAlgorithm\":\"RSAES_OAEP_SHA_256\"}");
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void base64(StringBuilder json, byte[] bytes) {
        json.append('"').append(Base64.getEncoder().encodeToString(bytes)).append('"');
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                json.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                if (c == '"' || c == '\\') {
                    json.append('\\');
                }
                json.append(c);
            }
        }
        json.append('"');
    }

    /** What an answer holds; null if it is not of the usual form, or holds neither a plaintext nor what hides one. */
    static @Nullable Reply reply(byte[] answer) {
        DecryptJson json = new DecryptJson(answer);
        Reply reply = null;
        try {
            reply = json.object();
        } catch (IndexOutOfBoundsException | IllegalArgumentException unusual) {
            // it ends early, or what should be base64 is not
        }
        if (reply == null) {
            json.wipe();
        }
        return reply;
    }

    /** What was read before the rest turned out to be of no use. */
    private void wipe() {
        byte[] read = plaintext;
        if (read != null) {
            Arrays.fill(read, (byte) 0);
        }
    }

    private @Nullable Reply object() {
        byte[] forRecipient = null;
        if (next() != '{') {
            return null;
        }
        byte after = ',';
        while (after == ',') {
            byte[] name = string();
            if (name == null || next() != ':') {
                return null;
            }
            byte[] value = string();
            if (value == null) {
                return null;
            }
            if (is(name, PLAINTEXT)) {
                wipe();
                plaintext = decoded(value);
            } else if (is(name, FOR_RECIPIENT)) {
                forRecipient = decoded(value);
            }
            after = next();
        }
        boolean whole = after == '}' && (plaintext != null || forRecipient != null);
        return whole ? new Reply(plaintext, forRecipient) : null;
    }

    private static boolean is(byte[] name, String wanted) {
        return Arrays.equals(name, wanted.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte @Nullable [] decoded(byte[] base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 0 ? null : bytes;
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }

    /** The next byte that is no blank. */
    private byte next() {
        byte c = text[at++];
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = text[at++];
        }
        return c;
    }

    /** What stands between quotes; null if no text comes, or one with escapes. */
    private byte @Nullable [] string() {
        if (next() != '"') {
            return null;
        }
        int start = at;
        while (text[at] != '"') {
            if (text[at] == '\\') {
                return null;
            }
            at++;
        }
        return Arrays.copyOfRange(text, start, at++);
    }
}

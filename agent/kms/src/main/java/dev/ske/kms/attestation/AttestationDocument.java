package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a document of a Nitro Security Module says: CBOR in COSE_Sign1 (RFC 9052), by AWS's description of the attestation
 * process (aws-nitro-enclaves-nsm-api, docs/attestation_process.md).
 *
 * <p>Its signature and certificates are not verified here: KMS does that, and gives nothing for a document that AWS's hardware
 * did not sign. A forged one could do no more than have KMS encrypt for another key than ours, or claim another time; whoever
 * takes a document checks that it names our key, and a wrong time costs a document more or a refusal. So the form is read
 * strictly, as far as it matters: what is read must have its kind, nothing may stand twice or behind the end, and what is
 * not known is passed over, because AWS may add to it.
 */
final class AttestationDocument {
    /** Bytes; those of today have about 4,700. */
    static final int LARGEST = 16 * 1024;

    /** Of COSE_Sign1; the module leaves it out. */
    private static final int TAG = 18;

    /** Bytes: AWS allows 1,024 of public key and of user data, and 512 of nonce. */
    private static final int LONGEST_FIELD = 1_024;

    /** SHA-512 is the longest digest that the description allows for. */
    private static final int LONGEST_DIGEST = 64;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private String moduleId = "";
    private long timestamp = -1;
    private String pcr0 = "";
    private byte @Nullable [] publicKey;
    private byte @Nullable [] userData;
    private byte @Nullable [] nonce;

    /**
     * Reads a document.
     *
     * @throws Failure ATTESTATION_FETCH_FAILED, whatever the bytes are; it says what is wrong, and holds nothing of them
     */
    static AttestationDocument parse(byte[] cose) {
        if (cose.length == 0) {
            throw malformed("it is empty");
        }
        if (cose.length > LARGEST) {
            throw malformed("it is larger than " + LARGEST + " bytes");
        }
        AttestationDocument document = new AttestationDocument();
        document.read(payload(cose));
        return document;
    }

    private static byte[] payload(byte[] cose) {
        CborReader in = null;
        try {
            in = new CborReader(cose);
            in.beginArray("the whole", TAG);
            in.bytes("the protected header", LONGEST_FIELD);
            in.beginMap("the unprotected header");
            while (in.name() != null) {
                in.skip();
            }
            byte[] payload = in.bytes("the payload", LARGEST);
            in.bytes("the signature", LONGEST_FIELD);
            in.endArray("the signature");
            in.end("the signature");
            return payload;
        } catch (IOException | RuntimeException e) {
            throw malformed(e, in, "");
        }
    }

    private void read(byte[] payload) {
        CborReader in = null;
        try {
            in = new CborReader(payload);
            in.beginMap("the payload");
            for (String name = in.name(); name != null; name = in.name()) {
                field(name, in);
            }
            in.end("the payload's map");
        } catch (IOException | RuntimeException e) {
            throw malformed(e, in, " of its payload");
        }
        if (timestamp < 0) {
            throw malformed("it has no timestamp");
        }
    }

    private void field(String name, CborReader in) throws IOException {
        switch (name) {
            case "module_id":
                moduleId = in.text(name, LONGEST_FIELD);
                return;
            case "timestamp":
                timestamp = in.unsigned(name);
                return;
            case "pcrs":
                pcrs(in);
                return;
            case "public_key":
                publicKey = in.bytesOrNull(name, LONGEST_FIELD);
                return;
            case "user_data":
                userData = in.bytesOrNull(name, LONGEST_FIELD);
                return;
            case "nonce":
                nonce = in.bytesOrNull(name, LONGEST_FIELD);
                return;
            default:
                in.skip();
        }
    }

    private void pcrs(CborReader in) throws IOException {
        in.beginMap("pcrs");
        for (String index = in.name(); index != null; index = in.name()) {
            byte[] digest = in.bytes("a PCR", LONGEST_DIGEST);
            if (index.equals("0")) {
                pcr0 = hex(digest);
            }
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder(2 * bytes.length);
        for (byte each : bytes) {
            hex.append(HEX[each >> 4 & 15]).append(HEX[each & 15]);
        }
        return hex.toString();
    }

    private static Failure malformed(Exception e, @Nullable CborReader in, String of) {
        if (e instanceof CborReader.Unexpected && e.getMessage() != null) {
            return malformed(e.getMessage());
        }
        // Of the library's exception nothing is told: it quotes names and values.
        String at = in == null ? "" : " at byte " + in.position() + of;
        return malformed("its CBOR is malformed, cut off, nested too deep or names something twice" + at);
    }

    private static Failure malformed(String why) {
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "this is no attestation document: " + why,
                "look at source: in the key's attestation section: what is there must be COSE_Sign1 in binary form,"
                        + " neither in base64 nor a web page");
    }

    /** Which module in which enclave signed it; empty if it does not say. Not of characters that can be trusted. */
    String moduleId() {
        return moduleId;
    }

    /** When it was signed: milliseconds since 1970. */
    long timestamp() {
        return timestamp;
    }

    /** The measurement of the image, in lower-case hex; empty if it has none. */
    String pcr0() {
        return pcr0;
    }

    /** DER SubjectPublicKeyInfo of whom KMS is to encrypt for; null if it names nobody. */
    byte @Nullable [] publicKey() {
        return publicKey;
    }

    byte @Nullable [] userData() {
        return userData;
    }

    byte @Nullable [] nonce() {
        return nonce;
    }

    private AttestationDocument() {}
}

package dev.ske.it.enclave;

import dev.ske.it.Any;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The security module of one enclave: it measures an image and signs attestation documents, whose payload has the fields
 * of AWS's in their order. Its settings may change while it is asked.
 */
public final class EnclaveModule {
    private static final int PCRS = 16;
    private static final int PCR_BYTES = 48;

    private final EnclaveAuthority authority;
    private final String name =
            "i-" + Any.secret().substring(1, 18) + "-enc" + Any.secret().substring(1, 17);
    private final List<byte[]> pcrs = new ArrayList<>();
    private volatile long millisAhead;
    private volatile boolean tagged;

    public EnclaveModule(EnclaveAuthority authority) {
        this.authority = authority;
        for (int i = 0; i < PCRS; i++) {
            // of a real enclave the first three, the role, the instance and the signer are measured
            pcrs.add(i < 5 || i == 8 ? Any.bytes(PCR_BYTES) : new byte[PCR_BYTES]);
        }
    }

    /** In hex, as a key policy has it: also {@code kms:RecipientAttestation:ImageSha384}. */
    public String pcr0() {
        return HexFormat.of().formatHex(pcrs.get(0));
    }

    /** As an enclave in debug mode measures: nothing. */
    public EnclaveModule inDebugMode() {
        for (int i = 0; i < 3; i++) {
            pcrs.set(i, new byte[PCR_BYTES]);
        }
        return this;
    }

    /** Documents bear the time that it will be in so many milliseconds; negative for documents of the past. */
    public EnclaveModule clockAhead(long milliseconds) {
        millisAhead = milliseconds;
        return this;
    }

    /** Puts tag 18 before documents, which COSE allows and AWS does not do. */
    public EnclaveModule tagged() {
        tagged = true;
        return this;
    }

    /** A document; fields that are null are CBOR's null in it. */
    public byte[] document(byte[] publicKey, byte[] userData, byte[] nonce) {
        byte[] document = authority.sign(payload(publicKey, userData, nonce));
        return tagged ? Cbor.tagged(18, document) : document;
    }

    private byte[] payload(byte[] publicKey, byte[] userData, byte[] nonce) {
        List<byte[]> measured = new ArrayList<>();
        for (int i = 0; i < PCRS; i++) {
            measured.add(Cbor.uint(i));
            measured.add(Cbor.bytes(pcrs.get(i)));
        }
        byte[][] bundle = authority.bundle().stream().map(Cbor::bytes).toArray(byte[][]::new);
        return Cbor.map(
                Cbor.text("module_id"),
                Cbor.text(name),
                Cbor.text("digest"),
                Cbor.text("SHA384"),
                Cbor.text("timestamp"),
                Cbor.uint(System.currentTimeMillis() + millisAhead),
                Cbor.text("pcrs"),
                Cbor.map(measured.toArray(byte[][]::new)),
                Cbor.text("certificate"),
                Cbor.bytes(authority.certificate()),
                Cbor.text("cabundle"),
                Cbor.array(bundle),
                Cbor.text("public_key"),
                Cbor.bytes(publicKey),
                Cbor.text("user_data"),
                Cbor.bytes(userData),
                Cbor.text("nonce"),
                Cbor.bytes(nonce));
    }
}

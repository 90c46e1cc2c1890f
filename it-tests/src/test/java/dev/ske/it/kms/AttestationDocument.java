package dev.ske.it.kms;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.ske.it.enclave.Cbor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An attestation document as KMS looks at it: COSE_Sign1 whose payload is a map of these nine fields. Bytes that the
 * document has as null are null.
 */
final class AttestationDocument {
    private static final byte[] ES384 = HexFormat.of().parseHex("a1013822");
    private static final Set<String> NAMES = Set.of(
            "module_id", "digest", "timestamp", "pcrs", "certificate", "cabundle", "public_key", "user_data", "nonce");
    private static final int PCR_BYTES = 48;
    private static final int MOST_FIELD = 1024;
    private static final int MOST_USER_DATA = 512;
    private static final CBORFactory CBOR = new CBORFactory();

    private final Map<String, Object> fields;
    private final X509Certificate certificate;
    private final List<X509Certificate> bundle = new ArrayList<>();
    private final byte[] signed;
    private final byte[] signature;

    /** @throws IllegalArgumentException which says what is wrong; nothing is verified yet */
    static AttestationDocument read(byte[] document) {
        try (CBORParser in = CBOR.createParser(document)) {
            need(in.nextToken() == JsonToken.START_ARRAY, "COSE_Sign1 is an array");
            need(in.getCurrentTag() == -1 || in.getCurrentTag() == 18, "the tag of COSE_Sign1 is 18");
            byte[] head = bytes(in, ES384.length);
            need(Arrays.equals(head, ES384), "the algorithm is ES384");
            need(in.nextToken() == JsonToken.START_OBJECT, "the unprotected header is a map");
            need(in.nextToken() == JsonToken.END_OBJECT, "the unprotected header is empty");
            byte[] payload = bytes(in, 16 * 1024);
            byte[] signature = bytes(in, 96);
            need(signature.length == 96, "the signature is r and s of 48 bytes each");
            need(in.nextToken() == JsonToken.END_ARRAY && in.nextToken() == null, "nothing follows the signature");
            byte[] signed =
                    Cbor.array(Cbor.text("Signature1"), Cbor.bytes(head), Cbor.bytes(new byte[0]), Cbor.bytes(payload));
            return new AttestationDocument(fields(payload), signed, signature);
        } catch (IOException | GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("it cannot be parsed", e);
        }
    }

    /** In hex; empty for a register that is not there. */
    String pcr(int number) {
        Object value = ((Map<?, ?>) fields.get("pcrs")).get(String.valueOf(number));
        return value == null ? "" : HexFormat.of().formatHex((byte[]) value);
    }

    /** Milliseconds since 1970. */
    long timestamp() {
        return (Long) fields.get("timestamp");
    }

    /** Null if the document has none. */
    byte[] publicKey() {
        return (byte[]) fields.get("public_key");
    }

    byte[] userData() {
        return (byte[]) fields.get("user_data");
    }

    byte[] nonce() {
        return (byte[]) fields.get("nonce");
    }

    /** The first of its certificates, which is to be trusted or not. */
    X509Certificate root() {
        return bundle.get(0);
    }

    /**
     * The chain up to that root, as it is at that time, and the signature.
     *
     * @throws GeneralSecurityException if they do not hold
     */
    void verify(X509Certificate root, Instant at) throws GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>();
        path.add(certificate);
        for (int i = bundle.size() - 1; i > 0; i--) {
            path.add(bundle.get(i));
        }
        if (!root().equals(root)) {
            throw new GeneralSecurityException("the bundle begins with another root");
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        Signature verifier = Signature.getInstance("SHA384withECDSAinP1363Format");
        verifier.initVerify(certificate);
        verifier.update(signed);
        if (!verifier.verify(signature)) {
            throw new GeneralSecurityException("another signature");
        }
    }

    private static void limit(byte[] field, int most) {
        need(field == null || (field.length > 0 && field.length <= most), "a field has 1 to " + most + " bytes");
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        need(der.length <= MOST_FIELD, "a certificate has at most 1024 bytes");
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static Map<String, Object> fields(byte[] payload) throws IOException {
        try (CBORParser in = CBOR.createParser(payload)) {
            need(in.nextToken() == JsonToken.START_OBJECT, "the payload is a map");
            Map<String, Object> fields = map(in);
            need(in.nextToken() == null, "nothing follows the payload");
            return fields;
        }
    }

    private static Map<String, Object> map(CBORParser in) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            need(map.put(name, value(in)) == null, "a key stands once");
        }
        return map;
    }

    private static Object value(CBORParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> map(in);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("there are no such values in it");
        };
    }

    private static byte[] bytes(CBORParser in, int most) throws IOException {
        need(in.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT, "parts of COSE_Sign1 are byte strings");
        byte[] bytes = in.getBinaryValue();
        need(bytes.length <= most, "a part has at most " + most + " bytes");
        return bytes;
    }

    private static void need(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("it is not so that " + what);
        }
    }

    private AttestationDocument(Map<String, Object> fields, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        this.fields = fields;
        this.signed = signed;
        this.signature = signature;
        need(fields.keySet().equals(NAMES), "the payload has nine fields");
        need("SHA384".equals(fields.get("digest")), "the digest is SHA384");
        need(fields.get("module_id") instanceof String && timestamp() > 0, "there are an id and a time");
        for (Object register : ((Map<?, ?>) fields.get("pcrs")).values()) {
            need(((byte[]) register).length == PCR_BYTES, "a register has 48 bytes");
        }
        certificate = certificate((byte[]) fields.get("certificate"));
        for (Object one : (List<?>) fields.get("cabundle")) {
            bundle.add(certificate((byte[]) one));
        }
        need(!bundle.isEmpty(), "there is a root");
        limit(publicKey(), MOST_FIELD);
        limit(userData(), MOST_USER_DATA);
        limit(nonce(), MOST_USER_DATA);
    }
}

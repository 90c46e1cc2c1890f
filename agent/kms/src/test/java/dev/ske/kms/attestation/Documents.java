package dev.ske.kms.attestation;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Attestation documents as a module gives them, with a signature of zeros. */
final class Documents {
    /** SHA-384 of an image, in the shape of PCR0. */
    static final byte[] PCR0 = new byte[48];

    static {
        new Random(8).nextBytes(PCR0);
    }

    /** Writes a payload's fields. */
    interface Fields {
        void write(CBORGenerator to) throws IOException;
    }

    static byte[] real() throws IOException {
        try (InputStream in = Documents.class.getResourceAsStream("/attestation/valid-attestation-doc.cbor")) {
            return in.readAllBytes();
        }
    }

    static byte[] of(long timestamp, byte @Nullable [] publicKey, byte @Nullable [] nonce) {
        return of(cbor -> {
            cbor.writeStringField("module_id", "i-0123456789abcdef0-enc0123456789abcdef0");
            cbor.writeStringField("digest", "SHA384");
            cbor.writeNumberField("timestamp", timestamp);
            cbor.writeFieldName("pcrs");
            cbor.writeStartObject(2);
            cbor.writeFieldId(0);
            cbor.writeBinary(PCR0);
            cbor.writeFieldId(1);
            cbor.writeBinary(new byte[48]);
            cbor.writeEndObject();
            cbor.writeBinaryField("certificate", new byte[600]);
            cbor.writeFieldName("cabundle");
            cbor.writeStartArray(null, 2);
            cbor.writeBinary(new byte[500]);
            cbor.writeBinary(new byte[700]);
            cbor.writeEndArray();
            bytes(cbor, "public_key", publicKey);
            bytes(cbor, "user_data", null);
            bytes(cbor, "nonce", nonce);
        });
    }

    static void bytes(CBORGenerator to, String name, byte @Nullable [] bytes) throws IOException {
        to.writeFieldName(name);
        if (bytes == null) {
            to.writeNull();
        } else {
            to.writeBinary(bytes);
        }
    }

    /** A message whose payload is a map of these fields, of indefinite length. */
    static byte[] of(Fields fields) {
        return cose(cbor(cbor -> {
            cbor.writeStartObject();
            fields.write(cbor);
            cbor.writeEndObject();
        }));
    }

    static byte[] cose(byte[] payload) {
        return cbor(cbor -> {
            cbor.writeStartArray(null, 4);
            cbor.writeBinary(new byte[] {(byte) 0xA1, 1, 0x38, 0x22});
            cbor.writeStartObject(0);
            cbor.writeEndObject();
            cbor.writeBinary(payload);
            cbor.writeBinary(new byte[96]);
            cbor.writeEndArray();
        });
    }

    static byte[] cbor(Fields items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator cbor = new CBORFactory().createGenerator(bytes)) {
            items.write(cbor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Documents() {}
}

package dev.ske.kms.attestation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The one request that we have for a Nitro Security Module, and its answer: CBOR (RFC 8949) as the module's own interface
 * library, aws-nitro-enclaves-nsm-api, writes and reads it.
 */
final class NsmMessages {
    private static final String ATTESTATION = "Attestation";

    private static final List<String> ERRORS = Arrays.asList(
            "InvalidArgument",
            "InvalidIndex",
            "InvalidResponse",
            "ReadOnlyIndex",
            "InvalidOperation",
            "BufferTooSmall",
            "InputTooLarge",
            "InternalError");

    /**
     * A request for a document that has these three in it.
     *
     * @param userData empty: none
     */
    static byte[] attestation(byte[] userData, byte[] nonce, byte[] publicKey) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
            out.writeStartObject(null, 1);
            out.writeFieldName(ATTESTATION);
            out.writeStartObject(null, 3);
            out.writeFieldName("user_data");
            if (userData.length == 0) {
                out.writeNull();
            } else {
                out.writeBinary(userData);
            }
            out.writeFieldName("nonce");
            out.writeBinary(nonce);
            out.writeFieldName("public_key");
            out.writeBinary(publicKey);
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) { // into memory
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The document in an answer.
     *
     * @throws Failure ATTESTATION_FETCH_FAILED if it is an error's name, or no answer to such a request
     */
    static byte[] document(byte[] answer) {
        try (JsonParser in = new CBORFactory().createParser(answer)) {
            require(in.nextToken() == JsonToken.START_OBJECT && in.nextToken() == JsonToken.FIELD_NAME);
            String kind = in.currentName();
            require(kind.equals(ATTESTATION) || kind.equals("Error"));
            if (kind.equals(ATTESTATION)) {
                require(in.nextToken() == JsonToken.START_OBJECT && in.nextToken() == JsonToken.FIELD_NAME);
                require(in.currentName().equals("document"));
                require(in.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT);
                byte[] document = in.getBinaryValue();
                require(in.nextToken() == JsonToken.END_OBJECT && document.length > 0);
                end(in);
                return document;
            }
            require(in.nextToken() == JsonToken.VALUE_STRING);
            String name = in.getText();
            end(in);
            throw refused(name);
        } catch (Failure known) {
            throw known;
        } catch (IOException
                | RuntimeException malformed) { // whatever a parser throws, whose text would quote the answer
            throw malformed();
        }
    }

    private static void end(JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.END_OBJECT && in.nextToken() == null);
    }

    private static Failure refused(String name) {
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "the Nitro Security Module refused to make an attestation document: "
                        + (ERRORS.contains(name) ? name : "an unknown error"),
                name.equals("InputTooLarge") ? "is user-data too long?" : null);
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw malformed();
        }
    }

    private static Failure malformed() {
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "the Nitro Security Module answered what is no attestation document",
                "is " + NsmIoctl.PATH + " really its device?");
    }

    private NsmMessages() {}
}

package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttestationDocumentTest {
    private static final String CANARY = "CANARY-7f3a";

    @Test
    void the_document_of_a_real_enclave_is_read() throws Exception {
        AttestationDocument document = AttestationDocument.parse(Documents.real());
        assertThat(document.moduleId()).isEqualTo("i-020b6af9246d90e92-enc0183d09086c24190");
        assertThat(document.timestamp()).isEqualTo(1_665_651_482_136L);
        assertThat(document.pcr0())
                .isEqualTo(
                        "f4d48b81a460c9916d1e685119074bf24660afd3e34fae9fca0a0d28d9d5599936332687e6f66fc890ac8cf150142d8b");
        assertThat(document.publicKey()).isNull();
        assertThat(document.userData()).isNull();
        assertThat(document.nonce())
                .hasSize(256)
                .startsWith(0xCB, 0x3D, 0xC2, 0xEB)
                .endsWith(0xB5, 0x9D, 0xB3);
    }

    @Test
    void it_may_be_tagged_as_cose() throws Exception {
        byte[] real = Documents.real();
        byte[] tagged = new byte[real.length + 1];
        tagged[0] = (byte) 0xD2;
        System.arraycopy(real, 0, tagged, 1, real.length);
        assertThat(AttestationDocument.parse(tagged).timestamp()).isEqualTo(1_665_651_482_136L);
        tagged[0] = (byte) 0xD1;
        assertThat(refused(tagged)).contains("untagged, or tagged as COSE_Sign1");
    }

    @Test
    void what_it_names_is_given() {
        byte[] key = {1, 2, 3};
        byte[] nonce = {4};
        AttestationDocument document = AttestationDocument.parse(Documents.of(42, key, nonce));
        assertThat(document.timestamp()).isEqualTo(42);
        assertThat(document.publicKey()).containsExactly(1, 2, 3);
        assertThat(document.nonce()).containsExactly(4);
        assertThat(document.pcr0()).isEqualTo(new BigInteger(1, Documents.PCR0).toString(16));
    }

    @Test
    void what_is_not_known_is_passed_over() {
        byte[] document = Documents.of(cbor -> {
            cbor.writeFieldName("later");
            cbor.writeStartArray();
            cbor.writeStartObject();
            cbor.writeStringField("a", "b");
            cbor.writeEndObject();
            cbor.writeEndArray();
            cbor.writeNumberField("timestamp", Long.MAX_VALUE);
        });
        assertThat(AttestationDocument.parse(document).timestamp()).isEqualTo(Long.MAX_VALUE);
        assertThat(AttestationDocument.parse(document).pcr0()).isEmpty();
    }

    static Stream<Arguments> wrongPayloads() {
        return Stream.of(
                payload("it has no timestamp", cbor -> cbor.writeStringField("module_id", CANARY)),
                payload("timestamp is not a whole number", cbor -> cbor.writeStringField("timestamp", CANARY)),
                payload("timestamp is not a time", cbor -> cbor.writeNumberField("timestamp", -1)),
                payload("timestamp is not a time", cbor -> {
                    cbor.writeFieldName("timestamp");
                    cbor.writeNumber(BigInteger.ONE.shiftLeft(63));
                }),
                payload("timestamp is not a whole number", cbor -> cbor.writeNullField("timestamp")),
                payload("timestamp is not a whole number", cbor -> cbor.writeNumberField("timestamp", 1.5)),
                payload("names something twice at byte", cbor -> {
                    cbor.writeNumberField("timestamp", 1);
                    cbor.writeNumberField("timestamp", 1);
                }),
                payload("names something twice at byte", cbor -> {
                    cbor.writeStringField(CANARY, CANARY);
                    cbor.writeStringField(CANARY, CANARY);
                }),
                payload("public_key is not bytes", cbor -> cbor.writeStringField("public_key", CANARY)),
                payload("public_key is not bytes", cbor -> cbor.writeBooleanField("public_key", true)),
                payload("public_key is not bytes", cbor -> {
                    cbor.writeFieldName("public_key");
                    cbor.writeRaw((byte) 0xF8);
                    cbor.writeRaw((byte) 0x40);
                }),
                payload(
                        "public_key is not of at most 1024 bytes",
                        cbor -> Documents.bytes(cbor, "public_key", new byte[1025])),
                payload("nonce is not bytes", cbor -> cbor.writeNumberField("nonce", 4)),
                payload("user_data is not bytes", cbor -> cbor.writeStringField("user_data", CANARY)),
                payload("module_id is not text", cbor -> Documents.bytes(cbor, "module_id", new byte[1])),
                payload("pcrs is not a map", cbor -> Documents.bytes(cbor, "pcrs", new byte[48])),
                payload("a PCR is not bytes", cbor -> {
                    cbor.writeFieldName("pcrs");
                    cbor.writeStartObject();
                    cbor.writeFieldId(0);
                    cbor.writeString(CANARY);
                    cbor.writeEndObject();
                }),
                payload("a PCR is not of at most 64 bytes", cbor -> {
                    cbor.writeFieldName("pcrs");
                    cbor.writeStartObject();
                    cbor.writeFieldId(5);
                    cbor.writeBinary(new byte[65]);
                    cbor.writeEndObject();
                }),
                payload("nested too deep", cbor -> {
                    cbor.writeFieldName(CANARY);
                    for (int i = 0; i < 5; i++) {
                        cbor.writeStartArray();
                    }
                    for (int i = 0; i < 5; i++) {
                        cbor.writeEndArray();
                    }
                }));
    }

    private static Arguments payload(String words, Documents.Fields fields) {
        return arguments(words, Documents.of(fields));
    }

    static Stream<Arguments> wrongMessages() {
        byte[] good = Documents.of(1, null, null);
        return Stream.of(
                arguments("it is empty", new byte[0]),
                arguments("larger than 16384 bytes", new byte[16 * 1024 + 1]),
                arguments("malformed", bytes("<!DOCTYPE html><html>" + CANARY)),
                arguments("the whole is not an array", bytes("hEShATgioFk" + CANARY)),
                arguments("the whole is not an array", bytes("{\"" + CANARY + "\":1}")),
                arguments("the signature is not the last", Arrays.copyOf(good, good.length + 1)),
                arguments("malformed", Arrays.copyOf(good, good.length - 1)),
                arguments("the payload's map is not the last", Documents.cose(bytes(Documents.cbor(cbor -> {
                    cbor.writeStartObject();
                    cbor.writeNumberField("timestamp", 1);
                    cbor.writeEndObject();
                    cbor.writeString(CANARY);
                })))),
                arguments("the payload is not a map", Documents.cose(bytes(Documents.cbor(CBORGenerator::writeNull)))),
                arguments("the payload is not a map", Documents.cose(new byte[0])),
                arguments("the protected header is not bytes", array(cbor -> cbor.writeString(CANARY))),
                arguments("the protected header is not bytes", array(cbor -> {})),
                arguments("the unprotected header is not a map", array(cbor -> {
                    cbor.writeBinary(new byte[0]);
                    cbor.writeString(CANARY);
                })),
                // a payload that is elsewhere
                arguments("the payload is not a byte string", array(cbor -> {
                    cbor.writeBinary(new byte[0]);
                    cbor.writeStartObject(0);
                    cbor.writeEndObject();
                    cbor.writeNull();
                    cbor.writeBinary(new byte[96]);
                })),
                arguments("the signature is not at its end", array(cbor -> {
                    cbor.writeBinary(new byte[0]);
                    cbor.writeStartObject(0);
                    cbor.writeEndObject();
                    cbor.writeBinary(new byte[0]);
                    cbor.writeBinary(new byte[96]);
                    cbor.writeBinary(new byte[0]);
                })));
    }

    private static byte[] array(Documents.Fields items) {
        return Documents.cbor(cbor -> {
            cbor.writeStartArray();
            items.write(cbor);
            cbor.writeEndArray();
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(byte[] bytes) {
        return bytes;
    }

    @ParameterizedTest
    @MethodSource({"wrongPayloads", "wrongMessages"})
    void what_is_wrong_is_told_without_what_it_holds(String words, byte[] document) {
        assertThat(refused(document))
                .startsWith("this is no attestation document: ")
                .contains(words)
                .doesNotContain("CANARY");
    }

    @Test
    @Timeout(60)
    void whatever_the_bytes_are_the_answer_is_a_document_or_that_failure() throws Exception {
        byte[] real = Documents.real();
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = real.clone();
            // Mostly where the structure is: between are digests and certificates.
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                int at = random.nextInt(random.nextBoolean() ? 200 : changed.length);
                changed[at] = (byte) random.nextInt(256);
            }
            byte[] document = random.nextInt(4) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
            read += reads(document) ? 1 : 0;
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            read += reads(noise) ? 1 : 0;
            read += reads(Documents.cose(noise)) ? 1 : 0;
        }
        // Else none got past the first bytes.
        assertThat(read).isGreaterThan(1_000);
    }

    private static boolean reads(byte[] document) {
        try {
            AttestationDocument.parse(document);
            return true;
        } catch (Failure e) {
            assertThat(e.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            assertThat(e)
                    .hasMessageStartingWith("this is no attestation document: ")
                    .hasNoCause();
            return false;
        }
    }

    private static String refused(byte[] document) {
        Failure failure = catchThrowableOfType(Failure.class, () -> AttestationDocument.parse(document));
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(failure.hint()).contains("source:");
        return failure.getMessage();
    }
}

package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NsmSourceTest {
    private static final String DOCUMENT_ANSWER = "a1" + text("Attestation") + "a1" + text("document");

    private final byte[] publicKey = random(294);
    private final byte[] nonce = random(16);

    @Test
    void the_request_is_the_one_of_the_modules_own_library_byte_for_byte() {
        String key = HexFormat.of().formatHex(publicKey);
        String once = HexFormat.of().formatHex(nonce);
        assertThat(asked("billing"))
                .isEqualTo("a1" + "6b" + hex("Attestation") + "a3" + "69" + hex("user_data") + "47" + hex("billing")
                        + "65" + hex("nonce") + "50" + once + "6a" + hex("public_key") + "590126" + key);
        assertThat(asked(""))
                .isEqualTo("a1" + "6b" + hex("Attestation") + "a3" + "69" + hex("user_data") + "f6" + "65"
                        + hex("nonce") + "50" + once + "6a" + hex("public_key") + "590126" + key)
                .hasSize(2 * 356);
    }

    @Test
    void the_longest_request_there_can_be_is_one_that_the_driver_takes() {
        byte[] request = NsmMessages.attestation(new byte[512], new byte[16], new byte[550]); // 4,096 bits
        assertThat(request.length).isLessThan(NsmDevice.LONGEST_REQUEST);
    }

    @Test
    void the_document_is_taken_out_of_the_answer_as_it_came() {
        byte[] document = random(4_500);
        assertThat(answered(DOCUMENT_ANSWER + "591194" + HexFormat.of().formatHex(document)))
                .isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidArgument",
                "InvalidIndex",
                "InvalidResponse",
                "ReadOnlyIndex",
                "InvalidOperation",
                "BufferTooSmall",
                "InputTooLarge",
                "InternalError"
            })
    void an_error_that_the_module_is_known_to_have_is_shown(String name) {
        Failure failure = refused("a1" + text("Error") + text(name));
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(failure).hasMessageEndingWith("document: " + name);
    }

    @Test
    void an_error_that_it_is_not_known_to_have_is_not_shown() {
        Failure failure = refused("a1" + text("Error") + text("SomethingElse"));
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(failure).hasMessageEndingWith("document: an unknown error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "a0", // an empty map
                "f6", // null
                "80", // a list
                "6b4174746573746174696f6e", // the text Attestation
                "a1", // cut after the head
                "a1654572726f72", // an error without a name
                "a1654572726f7205", // an error that is a number
                "a2654572726f72654f74686572654572726f72654f74686572", // two pairs
                "a1654572726f72654f7468657200", // something behind it
                "ff", // an end of nothing
                "a1634f7468657240", // another kind of answer
                "a1654572726f727b7fffffffffffffff" // a name of 8 EiB
            })
    void what_is_no_answer_is_refused_without_being_shown(String answer) {
        assertMalformed(refused(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40", // an empty document
                "f6", // none
                "63414243", // a text
                "5903e841", // cut
                "5b7fffffffffffffff41", // 8 EiB, it says
                "41410000" // something behind it
            })
    void a_document_that_is_none_is_refused_without_being_shown(String document) {
        assertMalformed(refused(DOCUMENT_ANSWER + document));
    }

    @Test
    void no_answer_makes_it_throw_anything_else_or_work_for_long() {
        byte[] good = HexFormat.of()
                .parseHex(DOCUMENT_ANSWER + "591194" + HexFormat.of().formatHex(random(4_500)));
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged =
                    i % 2 == 0 ? new byte[random.nextInt(64)] : Arrays.copyOf(good, random.nextInt(good.length));
            if (i % 2 == 0) {
                random.nextBytes(damaged);
            } else if (damaged.length > 0) {
                damaged[random.nextInt(Math.min(damaged.length, 32))] = (byte) random.nextInt();
            }
            try {
                assertThat(NsmMessages.document(damaged).length).isBetween(1, damaged.length);
            } catch (Failure refused) {
                assertThat(refused.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            }
        }
    }

    private String asked(String userData) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        new NsmSource(userData, bytes -> {
                    request.writeBytes(bytes);
                    return HexFormat.of().parseHex(DOCUMENT_ANSWER + "4101");
                })
                .document(publicKey, nonce);
        return HexFormat.of().formatHex(request.toByteArray());
    }

    private byte[] answered(String answer) {
        return new NsmSource("", bytes -> HexFormat.of().parseHex(answer)).document(publicKey, nonce);
    }

    private Failure refused(String answer) {
        return catchThrowableOfType(Failure.class, () -> answered(answer));
    }

    private static void assertMalformed(Failure failure) {
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(failure).hasMessage("the Nitro Security Module answered what is no attestation document");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }

    /** A text of CBOR, of less than 24 bytes. */
    private static String text(String text) {
        return HexFormat.of().toHexDigits((byte) (0x60 + text.length())) + hex(text);
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}

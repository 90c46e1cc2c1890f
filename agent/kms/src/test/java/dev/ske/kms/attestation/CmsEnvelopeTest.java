package dev.ske.kms.attestation;

import static dev.ske.kms.attestation.Answer.der;
import static dev.ske.kms.attestation.Answer.hex;
import static dev.ske.kms.attestation.Answer.indefinite;
import static dev.ske.kms.attestation.Answer.joined;
import static dev.ske.kms.attestation.Answer.oaep;
import static dev.ske.kms.attestation.Answer.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is opened is what KMS writes; all else is refused, in one of two ways that tell nothing of the content. */
class CmsEnvelopeTest {
    private static final String NO_FORM = "KMS's answer is no CMS EnvelopedData of the form that KMS writes";
    private static final String NOT_OPEN =
            "KMS's answer does not open with the key that the attestation document names";
    private static final KeyPair PAIR = pair(2048);

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31, 32, 33, 999, 1000, 1001, 4096, 6144})
    void what_kms_encrypts_is_opened_at_every_size(int size) throws Exception {
        byte[] plaintext = random(size);
        assertThat(open(Answer.to(PAIR, plaintext))).isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {3072, 4096})
    void larger_keys_open_too(int bits) throws Exception {
        KeyPair pair = pair(bits);
        byte[] plaintext = random(32);
        assertThat(open(Answer.to(pair, plaintext).bytes(), pair)).isEqualTo(plaintext);
    }

    @Test
    void a_recipient_named_by_a_certificate_is_us_if_there_is_no_other() throws Exception {
        byte[] plaintext = random(32);
        Answer answer = Answer.to(PAIR, plaintext);
        answer.recipient = Answer.byCertificate();
        assertThat(open(answer)).isEqualTo(plaintext);

        answer.recipients = joined(answer.recipient(Answer.byCertificate()), answer.recipient(Answer.byCertificate()));
        assertRefused(answer.bytes(), NOT_OPEN);
    }

    @Test
    void of_several_recipients_the_one_that_names_our_key_is_taken() throws Exception {
        byte[] plaintext = random(32);
        Answer answer = Answer.to(PAIR, plaintext);
        byte[] ours = answer.recipient(Answer.named(PAIR.getPublic()));
        byte[] mine = answer.encryptedKey;
        answer.encryptedKey = random(256);
        byte[] other = answer.recipient(der(0x80, random(32)));
        answer.encryptedKey = mine;

        answer.recipients = joined(other, ours, answer.recipient(Answer.byCertificate()));
        assertThat(open(answer)).isEqualTo(plaintext);

        answer.recipients = joined(ours, ours);
        assertRefused(answer.bytes(), NOT_OPEN);
        answer.recipients = other;
        assertRefused(answer.bytes(), NOT_OPEN);
        // for our key, and said to be for another
        answer.recipients = answer.recipient(der(0x80, random(32)));
        assertRefused(answer.bytes(), NOT_OPEN);
        answer.recipients = new byte[0];
        assertRefused(answer.bytes(), NOT_OPEN);
    }

    @Test
    void the_content_may_be_in_any_pieces() throws Exception {
        byte[] plaintext = random(100);
        Answer answer = Answer.to(PAIR, plaintext);
        byte[] first = Arrays.copyOf(answer.ciphertext, 7);
        byte[] rest = Arrays.copyOfRange(answer.ciphertext, 7, answer.ciphertext.length);
        for (byte[] content : new byte[][] {
            der(0x80, answer.ciphertext),
            der(0xa0, der(0x04, answer.ciphertext)),
            indefinite(0xa0, der(0x04, first), der(0x04), der(0x04, rest)),
            indefinite(0xa0, indefinite(0x24, der(0x04, first)), der(0x04, rest)),
        }) {
            answer.content = content;
            assertThat(open(answer)).isEqualTo(plaintext);
        }
    }

    @Test
    void a_digest_without_parameters_and_a_label_that_is_said_to_be_none_are_the_same() throws Exception {
        byte[] plaintext = random(16);
        Answer answer = Answer.to(PAIR, plaintext);
        byte[] bare = hex("300b0609608648016503040201");
        answer.keyAlgorithm = oaep(bare, bare, der(0xa2, der(0x30, Answer.P_SPECIFIED, hex("0400"))));
        assertThat(open(answer)).isEqualTo(plaintext);
    }

    static Stream<Arguments> otherForms() {
        return Stream.of(
                form("another digest", answer -> answer.keyAlgorithm = oaep(Answer.SHA1, Answer.SHA256, new byte[0])),
                form("another MGF1", answer -> answer.keyAlgorithm = oaep(Answer.SHA256, Answer.SHA1, new byte[0])),
                form("SHA-384", answer -> answer.keyAlgorithm = oaep(Answer.SHA384, Answer.SHA384, new byte[0])),
                form(
                        "a label",
                        answer -> answer.keyAlgorithm = oaep(
                                Answer.SHA256, Answer.SHA256, der(0xa2, der(0x30, Answer.P_SPECIFIED, hex("0401ff"))))),
                form(
                        "a digest with parameters",
                        answer -> answer.keyAlgorithm =
                                oaep(hex("300e0609608648016503040201020101"), Answer.SHA256, new byte[0])),
                form("OAEP's defaults", answer -> answer.keyAlgorithm = hex("300d06092a864886f70d0101073000")),
                form("OAEP of nothing", answer -> answer.keyAlgorithm = hex("300b06092a864886f70d010107")),
                form("PKCS#1 v1.5", answer -> answer.keyAlgorithm = hex("300d06092a864886f70d0101010500")),
                form("AES-128-CBC", answer -> answer.cipher = hex("0609608648016503040102")),
                form("AES-256-GCM", answer -> answer.cipher = hex("060960864801650304012e")),
                form("3DES", answer -> answer.cipher = hex("06082a864886f70d0307")),
                form("a short IV", answer -> answer.iv = random(15)),
                form("no IV", answer -> answer.iv = new byte[0]),
                form("signed data", answer -> answer.type = hex("06092a864886f70d010702")),
                form("signed content", answer -> answer.contentType = hex("06092a864886f70d010702")),
                form("no content", answer -> answer.content = new byte[0]),
                form("an integer for content", answer -> answer.content = indefinite(0xa0, hex("020101"))),
                form("attributes", answer -> answer.attributes = der(0xa1)),
                form("an originator", answer -> answer.originator = der(0xa0)),
                form("a key that is agreed", answer -> answer.recipients = der(0xa1, hex("020103"))),
                form("a password", answer -> answer.recipients = der(0xa3, hex("020100"))));
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void whatever_kms_does_not_write_is_refused(String what, Consumer<Answer> change) throws Exception {
        Answer answer = Answer.to(PAIR, random(32));
        change.accept(answer);
        assertRefused(answer.bytes(), NO_FORM);
    }

    @Test
    void nothing_may_follow_be_cut_off_or_be_too_long() throws Exception {
        byte[] cms = Answer.to(PAIR, random(100)).bytes();
        assertRefused(Arrays.copyOf(cms, cms.length + 1), NO_FORM);
        assertRefused(joined(cms, cms), NO_FORM);
        for (int length = 0; length < cms.length; length++) {
            assertRefused(Arrays.copyOf(cms, length), NO_FORM);
        }
        assertThat(open(Answer.to(PAIR, random(60_000)))).hasSize(60_000);
        assertRefused(Answer.to(PAIR, random(65_600)).bytes(), NO_FORM);
    }

    @Test
    void what_is_deep_is_refused_before_it_is_followed() {
        byte[] deep = new byte[CmsParts.LONGEST];
        for (byte[] level : new byte[][] {hex("3080"), hex("a080"), hex("2480"), hex("3083ffff"), hex("308200ff")}) {
            for (int i = 0; i < deep.length; i++) {
                deep[i] = level[i % level.length];
            }
            assertRefused(deep, NO_FORM);
        }
    }

    @Test
    void every_failure_after_the_form_was_read_is_the_same() throws Exception {
        byte[] plaintext = random(40);
        Answer otherKey = Answer.to(pair(2048), plaintext);
        assertRefused(otherKey.bytes(), NOT_OPEN);
        otherKey.recipient = Answer.named(PAIR.getPublic());
        assertRefused(otherKey.bytes(), NOT_OPEN);

        Answer answer = Answer.to(PAIR, plaintext);
        byte[] ciphertext = answer.ciphertext;
        answer.ciphertext = Arrays.copyOf(ciphertext, ciphertext.length - 1);
        assertRefused(answer.bytes(), NOT_OPEN);
        answer.ciphertext = new byte[0];
        assertRefused(answer.bytes(), NOT_OPEN);
        // the block before the last is what the padding's last byte, 8, is changed by: 0 is none
        answer.ciphertext = ciphertext.clone();
        answer.ciphertext[ciphertext.length - 17] ^= 8;
        assertRefused(answer.bytes(), NOT_OPEN);
        answer.ciphertext = ciphertext;
        answer.encryptedKey[9] ^= 1;
        assertRefused(answer.bytes(), NOT_OPEN);
        answer.encryptedKey = random(100);
        assertRefused(answer.bytes(), NOT_OPEN);

        assertRefused(Answer.to(PAIR.getPublic(), plaintext, random(16)).bytes(), NOT_OPEN);
        assertRefused(Answer.to(PAIR, new byte[0]).bytes(), NOT_OPEN);
    }

    @Test
    void no_change_of_one_byte_gives_more_than_our_failure_or_another_plaintext() throws Exception {
        byte[] plaintext = random(32);
        byte[] cms = Answer.to(PAIR, plaintext).bytes();
        Random random = new Random(1);
        for (int i = 0; i < cms.length; i++) {
            byte[] changed = cms.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(open(changed, PAIR)).isNotEmpty();
            } catch (Failure failure) {
                assertThat(failure.getMessage()).isIn(NO_FORM, NOT_OPEN);
            }
        }
    }

    @Test
    void no_provider_is_installed_and_the_input_is_left_as_it_is() throws Exception {
        Provider[] before = Security.getProviders();
        byte[] cms = Answer.to(PAIR, random(32)).bytes();
        byte[] copy = cms.clone();
        open(cms, PAIR);
        assertThat(cms).isEqualTo(copy);
        assertThat(Security.getProviders()).containsExactly(before);
    }

    private static Arguments form(String what, Consumer<Answer> change) {
        return Arguments.of(what, change);
    }

    private static byte[] open(Answer answer) throws GeneralSecurityException {
        return open(answer.bytes(), PAIR);
    }

    private static byte[] open(byte[] cms, KeyPair pair) {
        return CmsEnvelope.open(
                cms, (RSAPrivateKey) pair.getPrivate(), pair.getPublic().getEncoded());
    }

    private static void assertRefused(byte[] cms, String message) {
        Failure failure = Assertions.catchThrowableOfType(Failure.class, () -> open(cms, PAIR));
        assertThat(failure).isNotNull().hasMessage(message).hasNoCause();
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
        assertThat(failure.hint()).isNotEmpty();
    }

    private static KeyPair pair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

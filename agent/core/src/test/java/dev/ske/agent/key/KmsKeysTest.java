package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Kms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that keys of AWS KMS open, through {@link Keys}, with a KMS that counts. */
class KmsKeysTest {
    private static final String ARN_A = "arn:aws:kms:eu-central-1:111122223333:key/a";
    private static final String ARN_B = "arn:aws:kms:us-east-1:111122223333:key/b";
    private static final String ARN_C = "arn:aws:kms:us-east-1:444455556666:key/c";

    @TempDir
    private Path folder;

    private final FakeKms kms = new FakeKms();
    private final CountedMemory memory = new CountedMemory();
    private final byte[] secret = Base64.getEncoder().encode(FakeKms.random(30));

    @AfterEach
    void everything_is_closed_and_wiped() {
        assertThat(memory.open()).isZero();
        assertThat(memory.isZero()).isTrue();
        assertThat(memory.most()).isLessThanOrEqualTo(4096);
    }

    @Test
    void all_values_of_one_data_key_are_one_call() {
        byte[] dataKey = FakeKms.random(32);
        List<Wrap> wraps = List.of(wrap(ARN_A, dataKey));
        String a = v2(wraps, dataKey, "A");
        String b = v2(wraps, dataKey, "B");
        try (Keys keys = keys(kms("alias/app"))) {
            keys.ask(a, EncryptedValue.rawKindOf(a));
            keys.ask(b, EncryptedValue.rawKindOf(b));
            assertThat(opened(keys, a, "A")).isEqualTo(secret);
            assertThat(opened(keys, b, "B")).isEqualTo(secret);
            keys.ask(b, EncryptedValue.rawKindOf(b));
        }
        assertThat(kms.log).containsExactly("ask", "await");
    }

    @Test
    void a_value_that_was_not_asked_for_before_is_asked_for_when_it_is_opened() {
        byte[] dataKey = FakeKms.random(32);
        try (Keys keys = keys(kms("a"))) {
            assertThat(opened(keys, v2(List.of(wrap(ARN_A, dataKey)), dataKey, "A"), "A"))
                    .isEqualTo(secret);
            assertThat(opened(keys, KmsValue.format(kms.encrypt(secret)), "X")).isEqualTo(secret);
        }
        assertThat(kms.requests).hasSize(2);
        assertThat(kms.starts).hasValue(1);
    }

    @Test
    void a_local_key_needs_no_call_even_if_it_stands_last() {
        KeySpec local = local("ske.key");
        byte[] dataKey = FakeKms.random(32);
        String value = v2(List.of(wrap(ARN_A, dataKey), wrapLocal("ske.key", dataKey)), dataKey, "A");
        try (Keys keys = keys(kms("alias/app"), local)) {
            keys.ask(value, EncryptedValue.rawKindOf(value));
            assertThat(opened(keys, value, "A")).isEqualTo(secret);
        }
        assertThat(kms.starts).hasValue(0);
    }

    @Test
    void every_wrap_that_a_key_may_open_is_one_way_of_one_call_and_keys_take_turns() {
        byte[] dataKey = FakeKms.random(32);
        Wrap a = wrap(ARN_A, dataKey);
        Wrap b = wrap(ARN_B, dataKey);
        Wrap c = wrap(ARN_C, dataKey);
        String value = v2(List.of(a, b, c), dataKey, "A");
        try (Keys keys = keys(kms("alias/x"), kms("alias/y"), kms(ARN_A))) {
            keys.ask(value, EncryptedValue.rawKindOf(value));
        }
        assertThat(kms.requests).hasSize(1);
        assertThat(shown(kms.requests.get(0), a, b, c)).containsExactly("0a", "1b", "2a", "0b", "1c", "0c", "1a");
    }

    @Test
    void the_wrap_of_another_key_is_tried_when_the_first_key_fails() {
        byte[] dataKey = FakeKms.random(32);
        String value = v2(List.of(wrap(ARN_A, dataKey), wrap(ARN_B, dataKey)), dataKey, "A");
        kms.refuse(0, Code.KMS_ACCESS_DENIED);
        try (Keys keys = keys(kms(ARN_A), kms(ARN_B))) {
            assertThat(opened(keys, value, "A")).isEqualTo(secret);
        }
        assertThat(kms.requests).hasSize(1);
    }

    @Test
    void the_algorithm_of_a_wrap_is_the_one_that_is_asked_for() {
        byte[] dataKey = FakeKms.random(32);
        Wrap wrap = KmsWrap.of(KmsWrap.RSA_OAEP_SHA_256, ARN_A, kms.encrypt(dataKey));
        try (Keys keys = keys(kms("alias/rsa"))) {
            assertThat(opened(keys, v2(List.of(wrap), dataKey, "A"), "A")).isEqualTo(secret);
        }
        assertThat(kms.requests.get(0).get(0).algorithm()).isEqualTo(Kms.RSA_OAEP_SHA_256);
    }

    @Test
    void a_value_that_no_configured_key_matches_names_the_keys_that_it_is_encrypted_for_and_makes_no_call() {
        byte[] dataKey = FakeKms.random(32);
        String value = v2(List.of(wrap(ARN_A, dataKey)), dataKey, "A");
        try (Keys keys = keys(kms(ARN_B), local("ske.key"))) {
            keys.ask(value, EncryptedValue.rawKindOf(value));
            Failure failure = refused(keys, value);
            assertThat(failure.code()).isEqualTo(Code.KEY_MISMATCH);
            assertThat(failure)
                    .hasMessageStartingWith("the value is encrypted for KMS key " + ARN_A
                            + " (skipped: no configured key matches it), and none of the configured keys opens it:"
                            + " ske.key (key ")
                    .hasMessageEndingWith("), " + ARN_B);
        }
        assertThat(kms.starts).hasValue(0);
    }

    @Test
    void a_failure_tells_of_keys_that_were_tried_and_of_those_that_were_not() {
        byte[] dataKey = FakeKms.random(32);
        local("other.key");
        List<Wrap> wraps = List.of(wrap(ARN_C, dataKey), wrap(ARN_A, dataKey), wrapLocal("other.key", dataKey));
        kms.refuse(0, Code.KMS_ACCESS_DENIED);
        KeySpec missing = KeySpec.of("no.key", folder.resolve("no.key"), new Place("a.yaml", 1, 1));
        try (Keys keys = keys(kms(ARN_A), local("ske.key"), missing)) {
            Failure failure = refused(keys, v2(wraps, dataKey, "A"));
            assertThat(failure.code()).isEqualTo(Code.KMS_ACCESS_DENIED);
            assertThat(failure.hint()).isEqualTo("hint of key 0");
            assertThat(failure)
                    .hasMessageMatching(ARN_A + ": refused; also encrypted for KMS key " + ARN_C
                            + " \\(skipped: no configured key matches it\\); also encrypted for local key [0-9a-f]{16}"
                            + "; not encrypted for ske.key \\(key [0-9a-f]{16}\\)"
                            + "; no.key: there is no such key file");
        }
    }

    @Test
    void a_direct_value_is_tried_with_all_keys_of_kms_in_their_order() {
        String value = KmsValue.format(kms.encrypt(secret));
        kms.refuse(0, Code.KMS_INVALID_CIPHERTEXT);
        try (Keys keys = keys(kms("alias/a"), local("ske.key"), kms("b"))) {
            keys.ask(value, EncryptedValue.rawKindOf(value));
            keys.ask(value, EncryptedValue.rawKindOf(value));
            assertThat(opened(keys, value, "ANY")).isEqualTo(secret);
            assertThat(opened(keys, value, "NAME")).isEqualTo(secret);
            assertThat(keys.open(value, EncryptedValue.rawKindOf(value), "NAME").kind())
                    .isEqualTo(ValueKind.BYTES);
        }
        assertThat(kms.requests).hasSize(1);
        assertThat(kms.requests.get(0)).extracting(Attempt::key).containsExactly(0, 1);
        assertThat(kms.requests.get(0)).extracting(Attempt::algorithm).containsOnly(Kms.SYMMETRIC);
        assertThat(kms.keys()).extracting(KmsKey::id).containsExactly("alias/a", "b");
    }

    @Test
    void a_ciphertext_in_base64_alone_is_opened_when_it_is_asked_for() {
        String value = Base64.getEncoder().encodeToString(kms.encrypt(secret));
        try (Keys keys = keys(kms("alias/a"))) {
            assertThat(opened(keys, value, "A")).isEqualTo(secret);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 4096, 20_000})
    void an_rsa_envelope_opens_with_the_data_key_that_kms_decrypts(int length) throws Exception {
        byte[] plaintext = FakeKms.random(length);
        String value = envelope(plaintext, FakeKms.random(32));
        try (Keys keys = keys(kms("alias/rsa"))) {
            assertThat(opened(keys, value, "A")).isEqualTo(plaintext);
        }
        assertThat(kms.requests.get(0).get(0).algorithm()).isEqualTo(Kms.RSA_OAEP_SHA_256);
    }

    @Test
    void a_changed_rsa_envelope_is_refused() throws Exception {
        byte[] bytes =
                Base64.getDecoder().decode(envelope(secret, FakeKms.random(32)).replaceAll("ENC\\[|\\]", ""));
        bytes[bytes.length - 20] ^= 1;
        try (Keys keys = keys(kms("alias/rsa"))) {
            assertThat(refused(keys, KmsValue.format(bytes)).code()).isEqualTo(Code.VALUE_TAMPERED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void what_is_no_data_key_is_refused_without_being_shown(int length) {
        byte[] plaintext = new byte[length];
        Arrays.fill(plaintext, (byte) 'S');
        try (Keys keys = keys(kms("a"))) {
            Failure failure = refused(keys, v2(List.of(wrap(ARN_A, plaintext)), FakeKms.random(32), "A"));
            assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
            assertThat(failure).hasMessageContaining("it has " + length + " bytes, not 32");
            assertThat(failure.getMessage()).doesNotContain("SSSS");
        }
    }

    @Test
    void the_wrong_data_key_opens_nothing() {
        try (Keys keys = keys(kms("a"))) {
            String value = v2(List.of(wrap(ARN_A, FakeKms.random(32))), FakeKms.random(32), "A");
            assertThat(refused(keys, value).code()).isEqualTo(Code.VALUE_TAMPERED);
        }
    }

    @Test
    void without_a_key_of_kms_the_hint_shows_how_to_configure_one() {
        byte[] dataKey = FakeKms.random(32);
        List<String> values =
                List.of(KmsValue.format(kms.encrypt(secret)), v2(List.of(wrap(ARN_A, dataKey)), dataKey, "A"));
        for (String value : values) {
            for (List<KeySpec> specs : List.of(List.<KeySpec>of(), List.of(local("ske.key")))) {
                try (Keys keys = Keys.read(specs, new OffHeap())) {
                    Failure failure = refused(keys, value);
                    assertThat(failure.code()).isEqualTo(Code.KEY_MISMATCH);
                    assertThat(failure.hint()).contains("keys: [aws-kms:alias/NAME]");
                }
            }
        }
    }

    @Test
    void a_session_that_does_not_begin_is_tried_once_and_every_value_is_told_why() {
        Failure why = new Failure(Code.KMS_UNREACHABLE, "no process can be started", "hint");
        List<String> starts = new ArrayList<>();
        KmsSession session = new KmsSession(List.of(kms("a").kms()), configured -> {
            starts.add("start");
            throw why;
        });
        session.begin();
        try (Keys keys = Keys.read(List.of(), session, new OffHeap())) {
            for (int i = 0; i < 3; i++) {
                String value = KmsValue.format(kms.encrypt(secret));
                keys.ask(value, EncryptedValue.rawKindOf(value));
                assertThat(refused(keys, value)).isSameAs(why);
            }
        }
        assertThat(starts).hasSize(1);
    }

    @Test
    void a_session_that_was_ended_does_not_begin() {
        KmsSession session = new KmsSession(List.of(kms("a").kms()), kms);
        Failure why = new Failure(Code.KMS_UNREACHABLE, "the deadline", "hint");
        session.end(why);
        session.begin();
        try (Keys keys = Keys.read(List.of(), session, new OffHeap())) {
            assertThat(refused(keys, KmsValue.format(kms.encrypt(secret)))).isSameAs(why);
        }
        assertThat(kms.starts).hasValue(0);
    }

    @Test
    void what_begins_while_its_session_is_ended_is_ended_too() {
        Failure why = new Failure(Code.KMS_UNREACHABLE, "the deadline", "hint");
        AtomicReference<KmsSession> session = new AtomicReference<>();
        session.set(new KmsSession(List.of(kms("a").kms()), configured -> {
            session.get().end(why);
            return kms.start(configured);
        }));
        try (Keys keys = Keys.read(List.of(), session.get(), new OffHeap())) {
            assertThat(refused(keys, KmsValue.format(kms.encrypt(secret)))).isSameAs(why);
        }
        assertThat(kms.isClosed()).isTrue();
    }

    private Keys keys(KeySpec... specs) {
        List<KeySpec> all = List.of(specs);
        return Keys.read(all, new KmsSession(Keys.kms(all), kms), memory);
    }

    private byte[] opened(Keys keys, String value, String canonical) {
        try (PlainValue opened = keys.open(value, EncryptedValue.rawKindOf(value), canonical)) {
            byte[] content = new byte[opened.content().length()];
            opened.content().read(0, content.length, ByteBuffer.wrap(content), 0);
            return content;
        }
    }

    private Failure refused(Keys keys, String value) {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> keys.open(value, EncryptedValue.rawKindOf(value), "A"));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage() + failure.hint()).doesNotContain(new String(secret, StandardCharsets.US_ASCII));
        return failure;
    }

    private static KeySpec kms(String id) {
        return KeySpec.of(new KmsKey(id, new KmsKey.Draft(), new Place("a.yaml", 1, 1)));
    }

    private KeySpec local(String name) {
        Path file = folder.resolve(name);
        if (!file.toFile().exists()) {
            LocalKeyFile.create(file);
        }
        return KeySpec.of(name, file, new Place("a.yaml", 1, 1));
    }

    private Wrap wrap(String arn, byte[] dataKey) {
        return KmsWrap.of(KmsWrap.SYMMETRIC, arn, kms.encrypt(dataKey));
    }

    private Wrap wrapLocal(String name, byte[] dataKey) {
        try (LocalKey local = LocalKeyFile.read(folder.resolve(name), name, false, new OffHeap());
                StrongRandom random = new StrongRandom()) {
            return local.wrap(direct(dataKey), 0, random);
        }
    }

    private String v2(List<Wrap> wraps, byte[] dataKey, String canonical) {
        byte[] kindAndText = new byte[1 + secret.length];
        System.arraycopy(secret, 0, kindAndText, 1, secret.length);
        try (DataKey data = new DataKey(wraps, direct(dataKey), 0, new OffHeap());
                StrongRandom random = new StrongRandom()) {
            return data.seal(canonical, direct(kindAndText), 0, kindAndText.length, random);
        }
    }

    /** As the npm package writes it, by the JDK's own cipher. */
    private String envelope(byte[] plaintext, byte[] dataKey) throws Exception {
        byte[] iv = FakeKms.random(12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(128, iv));
        byte[] message = new byte[12 + plaintext.length + 16];
        System.arraycopy(iv, 0, message, 0, 12);
        cipher.doFinal(plaintext, 0, plaintext.length, message, 12);
        return KmsValue.envelope(kms.encrypt(dataKey, 256), ByteBuffer.wrap(message), 0, message.length);
    }

    private static ByteBuffer direct(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            buffer.put(i, bytes[i]);
        }
        return buffer;
    }

    /** Index of the key and letter of the wrap. */
    private static List<String> shown(List<Attempt> attempts, Wrap... wraps) {
        List<String> shown = new ArrayList<>();
        for (Attempt attempt : attempts) {
            for (int i = 0; i < wraps.length; i++) {
                if (Arrays.equals(KmsWrap.parse(wraps[i]).ciphertext(), attempt.ciphertext())) {
                    shown.add(attempt.key() + String.valueOf((char) ('a' + i)));
                }
            }
        }
        return shown;
    }
}

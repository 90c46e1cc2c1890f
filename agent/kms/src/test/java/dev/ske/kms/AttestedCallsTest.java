package dev.ske.kms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.helper.Kms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyEncryptionMechanism;

/** Calls of a key with attestation: what KMS is sent, and what becomes of each thing that can go wrong. */
@Timeout(90)
class AttestedCallsTest {
    private static final int CALLERS = 8;

    private final byte[] secret = UUID.randomUUID().toString().getBytes(US_ASCII);
    private final FakeAttestation attestation = new FakeAttestation();
    private final Tally tally = new Tally();
    private final List<String> news = new ArrayList<>();

    @Test
    void the_document_is_shown_and_the_answer_unwrapped_and_counted() {
        StubKms kms = StubKms.attesting();
        RemoteKey key = key(true, kms);
        assertThat(key.decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        assertThat(key.decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        DecryptRequest asked = kms.asked.get(0);
        assertThat(asked.keyId()).isEqualTo("alias/app");
        assertThat(asked.recipient().keyEncryptionAlgorithm()).isEqualTo(KeyEncryptionMechanism.RSAES_OAEP_SHA_256);
        assertThat(asked.recipient().attestationDocument().asByteArray()).containsExactly(1);
        assertThat(counts()).isEqualTo("2 2 1 0");
        assertThat(news).containsExactly("attested 1000");
        assertThat(attestation.held).isZero();
    }

    @Test
    void the_data_key_of_an_rsa_envelope_is_asked_for_with_the_document_too() {
        StubKms kms = StubKms.attesting();
        assertThat(key(true, kms).decrypt(Kms.RSA_OAEP_SHA_256, secret)).isEqualTo(secret);
        assertThat(kms.asked.get(0).encryptionAlgorithm()).isEqualTo(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
        assertThat(kms.plain()).isZero();
    }

    @Test
    void a_plaintext_field_that_is_there_and_empty_is_none() {
        StubKms kms = StubKms.answering(request -> StubKms.attest(request).toBuilder()
                .plaintext(SdkBytes.fromByteArray(new byte[0]))
                .build());
        assertThat(key(true, kms).decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        assertThat(tally.exposed()).isZero();
    }

    @Test
    void a_document_that_kms_rejects_is_made_anew_and_the_call_repeated_once() {
        StubKms kms = rejecting(1);
        assertThat(key(true, kms).decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        assertThat(kms.calls()).isEqualTo(2);
        assertThat(counts()).isEqualTo("2 1 2 0");
        assertThat(news).containsExactly("attested 2000");
        assertThat(attestation.held).isZero();
    }

    @Test
    void eight_callers_whose_document_is_rejected_share_the_next_one() throws Exception {
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        StubKms kms = StubKms.answering(request -> {
            if (document(request) == 1) {
                await(together);
                throw StubKms.tooOld();
            }
            return StubKms.attest(request);
        });
        for (byte[] opened : atOnce(key(true, kms))) {
            assertThat(opened).isEqualTo(secret);
        }
        assertThat(counts()).isEqualTo("16 8 2 0");
        assertThat(news).containsExactly("attested 2000");
        assertThat(attestation.held).isZero();
    }

    @Test
    void each_further_document_is_told_once() {
        AtomicInteger rejected = new AtomicInteger();
        StubKms kms = StubKms.answering(request -> {
            if (document(request) == rejected.get()) {
                throw StubKms.tooOld();
            }
            return StubKms.attest(request);
        });
        RemoteKey key = key(true, kms);
        key.decrypt(Kms.SYMMETRIC, secret);
        rejected.set(1);
        key.decrypt(Kms.SYMMETRIC, secret);
        key.decrypt(Kms.SYMMETRIC, secret);
        assertThat(news).containsExactly("attested 1000", "attested 2000");
    }

    @Test
    void a_second_rejection_is_the_last_and_its_text_is_not_passed_on() {
        StubKms kms = rejecting(9);
        Refusal refusal = refused(key(true, kms));
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_EXPIRED);
        assertThat(refusal.lasting()).isEqualTo(Refusal.Lasting.YES);
        assertThat(refusal.message()).contains("made anew", "ValidationException, status 400, request request-1");
        assertThat(refusal.hint()).contains("five minutes", "clocks");
        assertThat(kms.calls()).isEqualTo(2);
        assertThat(kms.plain()).isZero();
        assertThat(attestation.held).isZero();
    }

    @Test
    void a_document_that_cannot_be_made_anew_ends_it() {
        attestation.noOther = new Failure(Code.ATTESTATION_EXPIRED, "the file is unchanged", "renew it");
        StubKms kms = rejecting(9);
        Refusal refusal = refused(key(true, kms));
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_EXPIRED);
        assertThat(refusal.message()).isEqualTo("the file is unchanged");
        assertThat(refusal.hint()).isEqualTo("renew it");
        assertThat(kms.calls()).isEqualTo(1);
        assertThat(attestation.held).isZero();
    }

    @Test
    void other_words_on_the_second_call_are_told_as_they_are() {
        StubKms kms = StubKms.answering(request -> {
            throw document(request) == 1 ? StubKms.tooOld() : StubKms.error("AccessDeniedException", 400);
        });
        assertThat(refused(key(true, kms)).code()).isEqualTo(Code.KMS_ACCESS_DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "ValidationException, 400, the ciphertext is malformed, KMS_INVALID_CIPHERTEXT",
        "InvalidCiphertextException, 400, of an attestation, KMS_INVALID_CIPHERTEXT",
        "AccessDeniedException, 400, kms:RecipientAttestation, KMS_ACCESS_DENIED",
        "ValidationException, 400, , KMS_INVALID_CIPHERTEXT",
        "ValidationException, 500, attestation, KMS_INVALID_CIPHERTEXT",
        "DisabledException, 400, attestation, KMS_KEY_DISABLED"
    })
    void what_is_no_rejection_of_the_document_is_not_repeated(String name, int status, String text, Code code) {
        StubKms kms = StubKms.throwing(StubKms.error(name, status, text));
        assertThat(refused(key(true, kms)).code()).isEqualTo(code);
        assertThat(kms.calls()).isEqualTo(1);
        assertThat(attestation.documents()).isEqualTo(1);
        assertThat(attestation.held).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_in_the_clear_is_wiped_and_not_used(boolean besideTheOther) {
        byte[] plaintext = secret.clone();
        StubKms kms = StubKms.answering(request -> DecryptResponse.builder()
                .plaintext(SdkBytes.fromByteArrayUnsafe(plaintext))
                .ciphertextForRecipient(besideTheOther ? StubKms.attest(request).ciphertextForRecipient() : null)
                .build());
        Refusal refusal = refused(key(true, kms));
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
        assertThat(refusal.message()).contains("Plaintext although attestation was asked for");
        assertThat(refusal.hint()).contains("does not enforce", "emulator", "Recipient");
        assertThat(plaintext).containsOnly(0);
        assertThat(counts()).isEqualTo("1 1 1 1");
        assertThat(kms.plain()).isZero();
        assertThat(attestation.held).isZero();
    }

    @Test
    void an_answer_without_either_field_is_none() {
        Refusal refusal = refused(key(
                true,
                StubKms.answering(
                        request -> DecryptResponse.builder().keyId("k").build())));
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
        assertThat(refusal.message()).contains("neither CiphertextForRecipient nor Plaintext");
        assertThat(attestation.held).isZero();
    }

    @Test
    void an_answer_that_our_pair_does_not_open_is_told() {
        StubKms kms = StubKms.answering(request -> DecryptResponse.builder()
                .ciphertextForRecipient(SdkBytes.fromByteArray(new byte[] {7, 7}))
                .build());
        Refusal refusal = refused(key(true, kms));
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
        assertThat(refusal.message()).isEqualTo("is of another key pair");
        assertThat(refusal.lasting()).isEqualTo(Refusal.Lasting.YES);
        assertThat(attestation.held).isZero();
        assertThat(news).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {
                "ATTESTATION_UNAVAILABLE",
                "ATTESTATION_FETCH_FAILED",
                "ATTESTATION_EXPIRED",
                "ATTESTATION_UNWRAP_FAILED"
            })
    void what_is_required_is_never_done_without(Code code) throws Exception {
        attestation.failure = new Failure(code, "no document", "make one");
        StubKms kms = StubKms.attesting();
        RemoteKey key = key(true, kms);
        for (int i = 0; i < 3; i++) {
            Refusal refusal = refused(key);
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.lasting()).isEqualTo(Refusal.Lasting.YES);
        }
        assertThat(kms.calls()).isZero();
        assertThat(news).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.IllegalStateException", "java.lang.NoClassDefFoundError"})
    void a_bug_in_attestation_is_told_by_its_type_and_nothing_goes_without_for_it(String type) {
        Attestation broken = new FakeAttestation() {
            @Override
            public Attested current() {
                if (type.endsWith("Error")) {
                    throw new NoClassDefFoundError("QUOTES-WHAT-IT-WAS-GIVEN");
                }
                throw new IllegalStateException("QUOTES-WHAT-IT-WAS-GIVEN");
            }
        };
        for (boolean required : new boolean[] {true, false}) {
            StubKms kms = StubKms.attesting();
            Refusal refusal = refused(key(required, kms, broken));
            assertThat(refusal.code()).isEqualTo(Code.INTERNAL);
            assertThat(refusal.message()).contains(type).doesNotContain("QUOTES");
            assertThat(kms.calls()).isZero();
        }
    }

    @Test
    void what_is_not_required_is_done_without_from_the_first_failure_on_and_told_once() throws Exception {
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        StubKms kms = StubKms.attesting();
        RemoteKey key = key(false, kms);
        for (byte[] opened : atOnce(key)) {
            assertThat(opened).isEqualTo(secret);
        }
        attestation.failure = null;
        int asked = attestation.asked;
        assertThat(key.decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        assertThat(attestation.asked).isEqualTo(asked).isBetween(1, CALLERS);
        assertThat(kms.plain()).isEqualTo(CALLERS + 1).isEqualTo(kms.calls());
        assertThat(news).containsExactly("fell back ATTESTATION_UNAVAILABLE nobody is there");
        assertThat(counts()).isEqualTo("9 0 0 0");
    }

    @Test
    void a_denial_after_falling_back_says_that_a_policy_may_ask_for_attestation() {
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        Refusal refusal = refused(key(false, StubKms.throwing(StubKms.error("AccessDeniedException", 400))));
        assertThat(refusal.code()).isEqualTo(Code.KMS_ACCESS_DENIED);
        assertThat(refusal.hint())
                .endsWith(
                        "; attestation had failed, and a policy with conditions on kms:RecipientAttestation gives nothing"
                                + " without it");
    }

    @Test
    void what_is_not_required_is_not_asked_for_without_before_that_was_told() {
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        StubKms kms = new StubKms(request -> {
            assertThat(news).hasSize(1);
            return secret.clone();
        });
        assertThat(key(false, kms).decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
    }

    /** The others are asked for with a document until it was told, and wait for it then. */
    @Test
    void while_it_is_being_told_nobody_else_asks_without() throws Exception {
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        StubKms kms = StubKms.attesting();
        RemoteKey[] key = new RemoteKey[1];
        AtomicReference<Thread> other = new AtomicReference<>();
        key[0] = key(false, kms, attestation, () -> {
            Thread thread = new Thread(() -> key[0].decrypt(Kms.SYMMETRIC, secret));
            thread.start();
            other.set(thread);
            while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
                StubKms.sleep(1);
            }
            assertThat(kms.calls()).isZero();
        });
        assertThat(key[0].decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        other.get().join();
        assertThat(kms.plain()).isEqualTo(2);
        assertThat(news).hasSize(1);
    }

    @Test
    void after_it_was_told_that_it_goes_without_nothing_else_is_told() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch fallen = new CountDownLatch(1);
        StubKms kms = StubKms.answering(request -> {
            if (request.recipient() != null) {
                asked.countDown();
                await(fallen);
            }
            return StubKms.attest(request);
        });
        RemoteKey key = key(false, kms);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> late = thread.submit(() -> key.decrypt(Kms.SYMMETRIC, secret));
            asked.await();
            attestation.failure = new Failure(Code.ATTESTATION_FETCH_FAILED, "it hangs", "look at it");
            assertThat(key.decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
            fallen.countDown();
            assertThat(late.get()).isEqualTo(secret);
        } finally {
            thread.shutdownNow();
        }
        assertThat(news).containsExactly("fell back ATTESTATION_FETCH_FAILED it hangs");
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"KEY_FILE_INVALID", "INTERNAL"})
    void what_is_no_failure_of_attestation_is_not_got_round_where_it_is_not_required(Code code) {
        attestation.failure = new Failure(code, "it is not so", "mend it");
        StubKms kms = StubKms.attesting();
        assertThat(refused(key(false, kms)).code()).isEqualTo(code);
        assertThat(kms.calls()).isZero();
        assertThat(news).isEmpty();
    }

    @Test
    void a_rejected_document_whose_time_is_ahead_of_ours_is_told_as_such() {
        Attested future = attestation.current();
        Attested ahead = new Attested() {
            @Override
            public byte[] document() {
                return future.document();
            }

            @Override
            public long timestamp() {
                return System.currentTimeMillis() + 3_600_000;
            }

            @Override
            public String pcr0() {
                return future.pcr0();
            }

            @Override
            public byte[] unwrap(byte[] cms) {
                return future.unwrap(cms);
            }

            @Override
            public void close() {
                future.close();
            }
        };
        assertThat(Rejection.again(StubKms.tooOld(), ahead)).hasMessageContaining(" s ahead of this machine's clock");
        assertThat(Rejection.again(StubKms.tooOld(), future)).hasMessageContaining(" s old by this machine's clock");
    }

    @Test
    void an_answer_in_the_clear_is_not_used_where_it_is_not_required_either_and_asked_for_again() {
        byte[] exposed = secret.clone();
        StubKms kms = new StubKms(request -> request.recipient() == null ? secret.clone() : exposed);
        RemoteKey key = key(false, kms);
        assertThat(key.decrypt(Kms.SYMMETRIC, secret)).isEqualTo(secret);
        assertThat(exposed).containsOnly(0);
        assertThat(counts()).isEqualTo("2 1 1 1");
        assertThat(news).singleElement().asString().startsWith("fell back ATTESTATION_UNWRAP_FAILED");
    }

    @Test
    void a_refusal_of_kms_is_no_failure_of_attestation_where_it_is_not_required() {
        StubKms kms = StubKms.throwing(StubKms.error("AccessDeniedException", 400));
        assertThat(refused(key(false, kms)).code()).isEqualTo(Code.KMS_ACCESS_DENIED);
        assertThat(kms.plain()).isZero();
        assertThat(news).isEmpty();
    }

    @Test
    void a_denial_tells_what_the_policy_s_conditions_see() {
        Refusal refusal = refused(key(true, StubKms.throwing(StubKms.error("AccessDeniedException", 400))));
        assertThat(refusal.message()).startsWith("KMS denied kms:Decrypt (");
        assertThat(refusal.hint())
                .contains("kms:Decrypt on alias/app", "PCR", "begins with 0123456789abcdef:")
                .contains("kms:RecipientAttestation:PCR0", "kms:RecipientAttestation:ImageSha384")
                .doesNotContain("0123456789abcdef0");
    }

    @Test
    void a_denial_in_debug_mode_says_that_no_image_s_condition_holds_there() {
        attestation.pcr0 = "0".repeat(96);
        assertThat(denied().hint()).contains("all zero", "debug mode", "--debug-mode");
        attestation.pcr0 = "";
        assertThat(denied().hint()).contains("has none").doesNotContain("debug");
    }

    private Refusal denied() {
        return refused(key(true, StubKms.throwing(StubKms.error("AccessDeniedException", 400))));
    }

    @Test
    void a_denial_of_a_key_without_attestation_does_not_speak_of_it() {
        RemoteKey key = new RemoteKey(
                Key.of("alias/app"),
                StubKms.throwing(StubKms.error("AccessDeniedException", 400)).connection(),
                null,
                tally);
        assertThat(refused(key).hint()).doesNotContain("PCR", "ttestation");
    }

    private StubKms rejecting(int documents) {
        return StubKms.answering(request -> {
            if (document(request) <= documents) {
                throw StubKms.tooOld();
            }
            return StubKms.attest(request);
        });
    }

    private static int document(DecryptRequest request) {
        return request.recipient().attestationDocument().asByteArray()[0];
    }

    private List<byte[]> atOnce(RemoteKey key) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<byte[]>> under = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                under.add(threads.submit(() -> key.decrypt(Kms.SYMMETRIC, secret)));
            }
            List<byte[]> opened = new ArrayList<>();
            for (Future<byte[]> one : under) {
                opened.add(one.get());
            }
            return opened;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** No text of AWS may be in it, whatever was refused. */
    private Refusal refused(RemoteKey key) {
        Refused refused = catchThrowableOfType(Refused.class, () -> key.decrypt(Kms.SYMMETRIC, secret));
        assertThat(refused.refusal().message() + refused.refusal().hint())
                .doesNotContain("-TEXT", "age limit", new String(secret, US_ASCII));
        assertThat(refused.refusal().hint()).isNotEmpty();
        return refused.refusal();
    }

    /** Calls, attested ones, documents, answers in the clear. */
    private String counts() {
        return tally.calls() + " " + tally.attested() + " " + tally.documents() + " " + tally.exposed();
    }

    private RemoteKey key(boolean required, StubKms kms) {
        return key(required, kms, attestation);
    }

    private RemoteKey key(boolean required, StubKms kms, Attestation made) {
        return key(required, kms, made, () -> {});
    }

    /** {@code falling}: what happens while it is told that the key goes without. */
    private RemoteKey key(boolean required, StubKms kms, Attestation made, Runnable falling) {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.required = required;
        Attestations attestations = new Attestations((spec, web, end) -> made, uri -> null, 0, tally);
        dev.ske.agent.config.KmsKey key =
                Key.of("alias/app", settings -> settings.attestation = new AttestationSpec(draft));
        return new RemoteKey(
                key,
                kms.connection(),
                attestations.of(key, new News() {
                    @Override
                    public void attested(long documentMillis) {
                        news.add("attested " + documentMillis);
                    }

                    @Override
                    public void fellBack(Code code, String message) {
                        news.add("fell back " + code + " " + message);
                        falling.run();
                    }
                }),
                tally);
    }
}

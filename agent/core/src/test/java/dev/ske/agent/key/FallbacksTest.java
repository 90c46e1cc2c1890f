package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.helper.Kms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions with AWS KMS say of keys that go on without attestation. */
class FallbacksTest {
    private static final String ONE = "ske: warning: alias/one: no device [ATTESTATION_UNAVAILABLE];"
            + " attestation is not required, so its values are decrypted without it\n";

    private final FakeKms kms = new FakeKms();
    private final byte[] ciphertext = kms.encrypt(FakeKms.random(32));
    private final List<KmsKey> keys = List.of(key("alias/one", true), key("alias/two", true));

    @Test
    void a_session_warns_once_when_it_hears_of_it() {
        try (KmsSession session = new KmsSession(keys, kms)) {
            int call = session.decrypt(attempt());
            assertThat(saidBy(() -> session.await(call))).isEmpty();
            fallBack(0);
            assertThat(saidBy(() -> session.await(call))).isEqualTo(ONE);
            assertThat(saidBy(() -> session.await(call))).isEmpty();
            fallBack(1);
            assertThat(saidBy(() -> session.await(call))).isEqualTo(ONE.replace("/one", "/two"));
            assertThat(session.attestations()).hasSize(2);
        }
    }

    @Test
    void a_call_that_fails_is_no_reason_to_keep_silent() {
        try (KmsSession session = new KmsSession(keys, kms)) {
            int call = session.decrypt(List.of(new Attempt(0, Kms.SYMMETRIC, FakeKms.random(9))));
            fallBack(0);
            assertThat(saidBy(() ->
                            assertThat(catching(() -> session.await(call))).hasMessageContaining("not its ciphertext")))
                    .isEqualTo(ONE);
        }
    }

    @Test
    void the_next_session_says_nothing_again_before_the_key_was_attested() {
        Fallbacks fallbacks = new Fallbacks();
        fallBack(0);
        assertThat(saidBySession(fallbacks)).isEqualTo(ONE);
        assertThat(saidBySession(fallbacks)).isEmpty();
        kms.attestation(new AttestationState(0, true, 1, "", ""));
        assertThat(saidBySession(fallbacks)).isEmpty();
        fallBack(0);
        assertThat(saidBySession(fallbacks)).isEqualTo(ONE);
        assertThat(saidBySession(new Fallbacks())).as("another start").isEqualTo(ONE);
    }

    @Test
    void a_session_that_never_began_knows_nothing() {
        try (KmsSession session = new KmsSession(keys, kms)) {
            fallBack(0);
            assertThat(session.attestations()).isEmpty();
        }
        assertThat(KmsKey.anyAttested(keys)).isTrue();
        assertThat(KmsKey.anyAttested(List.of(key("alias/one", false)))).isFalse();
    }

    private String saidBySession(Fallbacks fallbacks) {
        try (KmsSession session = new KmsSession(keys, kms, fallbacks)) {
            int call = session.decrypt(attempt());
            return saidBy(() -> session.await(call));
        }
    }

    private List<Attempt> attempt() {
        return List.of(new Attempt(0, Kms.SYMMETRIC, ciphertext));
    }

    private void fallBack(int key) {
        kms.attestation(new AttestationState(key, false, 0, "ATTESTATION_UNAVAILABLE", "no device"));
    }

    private static KmsKey key(String id, boolean attested) {
        KmsKey.Draft draft = new KmsKey.Draft();
        AttestationSpec.Draft attestation = new AttestationSpec.Draft();
        attestation.required = false;
        draft.attestation = attested ? new AttestationSpec(attestation) : null;
        return new KmsKey(id, draft, new Place("ske.yaml", 1, 1));
    }

    private static Throwable catching(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException expected) {
            return expected;
        }
        throw new AssertionError("it did not fail");
    }

    private static String saidBy(Runnable step) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            step.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

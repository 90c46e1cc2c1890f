package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which attestations there are, and where what implements them comes from. */
class AttestationsTest {
    private final List<AttestationSpec> made = new ArrayList<>();
    private final Tally tally = new Tally();

    @Test
    void keys_with_the_same_settings_share_one_and_others_have_their_own() {
        FakeAttestation fake = new FakeAttestation();
        Attestations attestations = new Attestations(
                (spec, web, end) -> {
                    made.add(spec);
                    return fake;
                },
                uri -> null,
                0,
                tally);
        attestations.begin(
                List.of(key(true, 1_000), key(true, 1_000), key(false, 1_000), key(true, 2_000), Key.of("k")));
        attestations.of(key(true, 1_000), new Unheard());
        assertThat(attestations.of(Key.of("k"), new Unheard())).isNull();
        assertThat(made).hasSize(3).doesNotHaveDuplicates();
        assertThat(fake.begun).isEqualTo(3);
        attestations.close();
        assertThat(fake.closed).isEqualTo(3);
    }

    @Test
    void what_is_not_required_is_waited_for_half_the_time_so_that_the_rest_is_for_doing_without() {
        List<Long> ends = new ArrayList<>();
        long second = 1_000_000_000L;
        long begun = System.nanoTime();
        Attestations attestations = new Attestations(
                (spec, web, end) -> {
                    ends.add((end - begun) / second);
                    return new FakeAttestation();
                },
                uri -> null,
                begun + 1_000 * second,
                tally);
        attestations.begin(List.of(key(true, 1_000), key(false, 1_000)));
        attestations.close();
        assertThat(ends.get(0)).isEqualTo(1_000);
        assertThat(ends.get(1)).isBetween(500L, 520L);
    }

    @Test
    void the_implementation_is_found_by_its_name() {
        Attestation found = new Attestations.ByName().make(spec(true, 1_000), uri -> null, System.nanoTime());
        assertThat(found.getClass().getName()).isEqualTo("dev.ske.kms.attestation.EnclaveAttestation");
        found.close();
    }

    @Test
    void one_that_cannot_be_begun_says_why_to_each_call() {
        Failure why = new Failure(Code.ATTESTATION_FETCH_FAILED, "the key file cannot be read", "look at it");
        Refusal refusal = refusal((spec, web, end) -> {
            throw why;
        });
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(refusal.message()).isEqualTo("the key file cannot be read");
        refusal = refusal((spec, web, end) -> {
            throw new NoClassDefFoundError("QUOTES");
        });
        assertThat(refusal.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
        assertThat(refusal.message()).contains("NoClassDefFoundError").doesNotContain("QUOTES");
        assertThat(refusal.hint()).contains("ske-agent.jar");
    }

    private Refusal refusal(Attestations.Maker maker) {
        Attestations attestations = new Attestations(maker, uri -> null, 0, tally);
        KmsKey key = key(true, 1_000);
        attestations.begin(List.of(key));
        StubKms kms = StubKms.attesting();
        RemoteKey remote = new RemoteKey(key, kms.connection(), attestations.of(key, new Unheard()), tally);
        Refused refused = catchThrowableOfType(Refused.class, () -> remote.decrypt(0, new byte[] {1}));
        assertThat(kms.calls()).isZero();
        attestations.close();
        return refused.refusal();
    }

    private static KmsKey key(boolean required, long timeout) {
        return Key.of("alias/app", draft -> draft.attestation = spec(required, timeout));
    }

    private static AttestationSpec spec(boolean required, long timeout) {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.required = required;
        draft.timeoutMillis = timeout;
        return new AttestationSpec(draft);
    }

    private static final class Unheard implements News {
        @Override
        public void attested(long documentMillis) {
            throw new AssertionError("it was not asked");
        }

        @Override
        public void fellBack(Code code, String message) {
            throw new AssertionError("it is required");
        }
    }
}

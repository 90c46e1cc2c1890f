package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.helper.Kms;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;

/** What a call says to KMS. */
class RemoteKeyTest {
    private static final byte[] CIPHERTEXT = {1, 2, 2, 0, 0x78};

    private final StubKms kms = StubKms.echo();
    private final Tally tally = new Tally();

    @Test
    void a_symmetric_call_names_the_configured_key_and_its_context() {
        DecryptRequest asked = asked(Kms.SYMMETRIC, Map.of("app", "billing"));
        assertThat(asked.keyId()).isEqualTo("alias/app");
        assertThat(asked.ciphertextBlob().asByteArray()).isEqualTo(CIPHERTEXT);
        assertThat(asked.encryptionContext()).isEqualTo(Map.of("app", "billing"));
        assertThat(asked.encryptionAlgorithm()).isNull();
    }

    @Test
    void without_a_context_none_is_sent() {
        assertThat(asked(Kms.SYMMETRIC, Map.of()).hasEncryptionContext()).isFalse();
    }

    @Test
    void an_rsa_call_names_the_key_and_the_algorithm_and_no_context_which_kms_would_refuse() {
        DecryptRequest asked = asked(Kms.RSA_OAEP_SHA_256, Map.of("app", "billing"));
        assertThat(asked.keyId()).isEqualTo("alias/app");
        assertThat(asked.encryptionAlgorithm()).isEqualTo(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
        assertThat(asked.hasEncryptionContext()).isFalse();
    }

    @Test
    void a_call_that_is_refused_is_counted_and_over() {
        RemoteKey key = new RemoteKey(
                Key.of("alias/app"),
                StubKms.throwing(StubKms.error("DisabledException", 400)).connection(),
                null,
                tally);
        Refused refused = catchThrowableOfType(Refused.class, () -> key.decrypt(Kms.SYMMETRIC, CIPHERTEXT));
        assertThat(refused.refusal().code()).isEqualTo(Code.KMS_KEY_DISABLED);
        tally.begin();
        assertThat(tally.calls()).isEqualTo(2);
        assertThat(tally.most()).isEqualTo(1);
    }

    private DecryptRequest asked(int algorithm, Map<String, String> context) {
        RemoteKey key = new RemoteKey(
                Key.of("alias/app", draft -> draft.context.putAll(context)), kms.connection(), null, tally);
        assertThat(key.decrypt(algorithm, CIPHERTEXT)).isEqualTo(CIPHERTEXT);
        return kms.asked.get(0);
    }
}

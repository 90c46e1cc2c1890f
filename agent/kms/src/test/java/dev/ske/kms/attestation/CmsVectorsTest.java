package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the real KMS, as other projects have published them. */
class CmsVectorsTest {
    @Test
    void the_answer_opens_with_its_key() throws Exception {
        assertThat(CmsEnvelope.open(Vectors.cms(), Vectors.key(), Vectors.publicKey()))
                .isEqualTo(Vectors.plaintext())
                .hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_w_ctx"})
    void the_parts_are_those_that_another_reader_found(String which) throws Exception {
        byte[] cms = Vectors.read("kms-recipient-parse-only/input_ber" + which + ".bin");
        // [0] of 32 bytes, after the 33 of what goes before it
        byte[] identifier = Arrays.copyOfRange(cms, 33, 65);

        CmsParts parts = CmsParts.of(cms);

        assertThat(parts.encryptedKey(identifier)).isEqualTo(read("encrypted_key", which));
        assertThat(parts.iv()).isEqualTo(read("iv", which));
        assertThat(parts.content()).isEqualTo(read("ciphertext", which));
    }

    private static byte[] read(String part, String which) throws Exception {
        return Vectors.read("kms-recipient-parse-only/" + part + "_out" + which + ".bin");
    }
}

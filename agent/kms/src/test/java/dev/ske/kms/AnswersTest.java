package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Kms;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an answer stays behind in the helper. */
class AnswersTest {
    private final Request request = new Request(0, List.of(new Attempt(0, Kms.SYMMETRIC, new byte[] {1})));

    @Test
    void the_one_time_key_is_wiped_as_soon_as_it_is_taken() throws Exception {
        byte[] key = oneTimeKey();
        byte[] taken = key.clone();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Answers answers = new Answers(taken, out)) {
            assertThat(taken).containsOnly(0);
            answers.opened(request, new Tally(), 0, "text".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(Answered.read(new ByteArrayInputStream(out.toByteArray()), key, 1))
                .extracting(Answered::text)
                .containsExactly("text");
    }

    @Test
    void a_plaintext_that_nobody_takes_any_more_is_wiped_too() throws Exception {
        byte[] plaintext = oneTimeKey();
        ByteArrayOutputStream closed = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] some) throws IOException {
                if (size() > 0) {
                    throw new IOException("Broken pipe");
                }
                super.write(some);
            }
        };
        try (Answers answers = new Answers(oneTimeKey(), closed)) {
            assertThatThrownBy(() -> answers.opened(request, new Tally(), 0, plaintext))
                    .isInstanceOf(IOException.class);
        }
        assertThat(plaintext).containsOnly(0);
    }

    @Test
    void what_comes_after_the_end_is_wiped_and_neither_written_nor_a_fault() throws Exception {
        byte[] plaintext = oneTimeKey();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Answers answers = new Answers(oneTimeKey(), out);
        answers.close();
        int said = out.size();
        answers.opened(request, new Tally(), 0, plaintext);
        answers.refused(request, new Tally());
        answers.attestation(0, true, 1, "", "", new Tally());
        assertThat(plaintext).containsOnly(0);
        assertThat(out.size()).isEqualTo(said);
    }

    @Test
    void how_attestation_stands_is_said_between_answers_with_what_was_counted() throws Exception {
        byte[] key = oneTimeKey();
        Tally tally = new Tally();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Answers answers = new Answers(key.clone(), out)) {
            tally.countDocument();
            tally.countAttested();
            tally.countAttested();
            answers.attestation(2, true, 1_700_000_000_000L, "", "", tally);
            answers.opened(request, tally, 0, "text".getBytes(StandardCharsets.US_ASCII));
            tally.countExposed();
            answers.attestation(1, false, 0, "ATTESTATION_UNWRAP_FAILED", "the answer holds a plaintext", tally);
        }
        assertThat(Answered.read(new ByteArrayInputStream(out.toByteArray()), key, 3))
                .containsExactly(
                        new Answered(-1, 0, 0, "2 1 0", 2, "1 1700000000000  ", List.of()),
                        new Answered(0, 0, 0, "2 1 0", 0, "text", List.of()),
                        new Answered(
                                -1,
                                0,
                                0,
                                "2 1 1",
                                1,
                                "2 0 ATTESTATION_UNWRAP_FAILED the answer holds a plaintext",
                                List.of()));
    }

    @Test
    void what_comes_to_know_of_attestation_after_the_end_says_nothing() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Answers answers = new Answers(oneTimeKey(), out);
        answers.close();
        int said = out.size();
        answers.attestation(0, true, 1, "", "", new Tally());
        assertThat(out.size()).isEqualTo(said);
    }

    private static byte[] oneTimeKey() {
        byte[] key = new byte[Protocol.ONE_TIME_KEY];
        new SecureRandom().nextBytes(key);
        return key;
    }
}

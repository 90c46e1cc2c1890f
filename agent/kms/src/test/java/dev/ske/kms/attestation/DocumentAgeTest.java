package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentAgeTest {
    private static final long MAX_AGE = 240_000;
    private static final long START = 1_700_000_000_000L;

    private long now = START;
    private final DocumentAge age = new DocumentAge(MAX_AGE, () -> now);

    @Test
    void a_documents_own_time_counts() {
        long born = age.born(START - 60_000);
        assertThat(born).isEqualTo(START - 60_000);
        now = START + MAX_AGE - 60_000;
        assertThat(age.due(born)).isFalse();
        now++;
        assertThat(age.due(born)).isTrue();
    }

    @Test
    void a_document_that_comes_from_the_future_counts_from_when_it_came() {
        assertThat(age.born(START + 1)).isEqualTo(START);
        assertThat(age.born(Long.MAX_VALUE)).isEqualTo(START);
    }

    @Test
    void a_document_that_comes_old_counts_from_when_it_came() {
        assertThat(age.born(START - MAX_AGE / 2)).isEqualTo(START - MAX_AGE / 2);
        assertThat(age.born(START - MAX_AGE / 2 - 1)).isEqualTo(START);
        assertThat(age.born(0)).isEqualTo(START);
        assertThat(age.due(age.born(0))).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_makes_nothing_due() {
        long born = age.born(START);
        now = START - 86_400_000;
        assertThat(age.due(born)).isFalse();
    }
}

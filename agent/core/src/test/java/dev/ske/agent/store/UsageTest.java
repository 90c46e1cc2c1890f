package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
    private final Usage usage = new Usage(1);

    @Test
    void reads_that_are_apart_are_dated_exactly() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            long before = System.currentTimeMillis();
            read();
            assertThat(usage.lastRead()).isBetween(before, System.currentTimeMillis());
            Thread.sleep(3);
        }
    }

    @Test
    void after_a_loop_at_most_seven_reads_are_dated_with_its_end() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            read();
        }
        Thread.sleep(5);
        long before = System.currentTimeMillis();
        for (int i = 0; i < 8; i++) {
            read();
        }
        assertThat(usage.lastRead()).isGreaterThanOrEqualTo(before);
        Thread.sleep(5);
        before = System.currentTimeMillis();
        read();
        assertThat(usage.lastRead()).as("the loop is over").isGreaterThanOrEqualTo(before);
        assertThat(usage.reads()).isEqualTo(10_009);
    }

    private void read() {
        usage.count(Long.MAX_VALUE, usage.now());
    }
}

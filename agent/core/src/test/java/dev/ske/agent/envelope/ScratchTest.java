package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ScratchTest {
    @Test
    void it_grows_and_wipes_what_it_leaves() {
        ByteBuffer large;
        try (Scratch scratch = new Scratch()) {
            ByteBuffer small = scratch.buffer(10);
            fill(small);
            assertThat(scratch.buffer(small.capacity())).isSameAs(small);
            large = scratch.buffer(small.capacity() * 5 + 3);
            assertThat(large.isDirect()).isTrue();
            assertThat(large.capacity()).isGreaterThanOrEqualTo(small.capacity() * 5 + 3);
            assertThat(sum(small)).isZero();
            fill(large);
            assertThat(scratch.buffer(1)).isSameAs(large);
        }
        assertThat(sum(large)).isZero();
    }

    private static void fill(ByteBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 1);
        }
    }

    private static int sum(ByteBuffer buffer) {
        int sum = 0;
        for (int i = 0; i < buffer.capacity(); i++) {
            sum += buffer.get(i);
        }
        return sum;
    }
}

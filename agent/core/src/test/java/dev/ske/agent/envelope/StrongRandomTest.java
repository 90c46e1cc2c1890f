package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrongRandomTest {
    @TempDir
    Path folder;

    @Test
    void it_fills_exactly_the_place_asked_for() {
        for (ByteBuffer into : new ByteBuffer[] {ByteBuffer.allocateDirect(1024), ByteBuffer.allocate(1024)}) {
            into.position(5);
            try (StrongRandom random = new StrongRandom();
                    StrongRandom withoutDevice = new StrongRandom(folder, false)) {
                random.fill(into, 8, 500);
                withoutDevice.fill(into, 508, 500);
            }
            assertThat(into.position()).isEqualTo(5);
            assertThat(into.limit()).isEqualTo(1024);
            assertThat(into.getLong(0)).isZero();
            assertThat(into.getLong(1008)).isZero();
            Set<Long> seen = new HashSet<>();
            for (int i = 8; i < 1008; i += 8) {
                seen.add(into.getLong(i));
            }
            assertThat(seen).hasSize(125);
        }
    }

    @Test
    void ten_thousand_ivs_are_all_different() {
        Set<String> seen = new HashSet<>();
        ByteBuffer message = ByteBuffer.allocate(16);
        try (StrongRandom random = new StrongRandom()) {
            for (int i = 0; i < 10_000; i++) {
                random.iv(message, 2);
                seen.add(java.util.HexFormat.of().formatHex(message.array()));
            }
        }
        assertThat(seen).hasSize(10_000).allMatch(iv -> iv.startsWith("0000") && iv.endsWith("0000"));
    }

    @Test
    void a_source_that_ends_or_is_missing_is_fatal() throws IOException {
        Path short_ = Files.write(folder.resolve("random"), new byte[31]);
        try (StrongRandom random = new StrongRandom(short_, true)) {
            assertThatThrownBy(() -> random.fill(ByteBuffer.allocateDirect(32), 0, 32))
                    .isInstanceOf(Failure.class)
                    .hasFieldOrPropertyWithValue("code", Code.INTERNAL)
                    .hasMessageContaining("cannot read random bytes");
        }
        assertThatThrownBy(() -> new StrongRandom(folder.resolve("missing"), true).close())
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.INTERNAL);
    }
}

package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void agrees_with_the_jdk_on_random_bytes_and_on_texts() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(7)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0x80 + random.nextInt(0x80));
            }
            assertThat(Utf8.valid(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(decodes(bytes));
        }
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += 7) {
            byte[] bytes = new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8);
            assertThat(Utf8.valid(ByteBuffer.wrap(bytes), 0, bytes.length)).isTrue();
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}

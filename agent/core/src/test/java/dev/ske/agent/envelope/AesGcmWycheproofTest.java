package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All 316 cases of Wycheproof: those that this AES-GCM can express agree, the others are refused. */
@ParameterizedClass
@EnumSource(Engine.class)
class AesGcmWycheproofTest {
    private static final List<Map<String, String>> CASES = new ArrayList<>();
    private final AesGcm gcm;

    AesGcmWycheproofTest(Engine engine) {
        gcm = AesGcm.in(engine.memory());
    }

    @BeforeAll
    static void read_the_vectors() throws IOException {
        try (var stream = AesGcmWycheproofTest.class.getResourceAsStream("/wycheproof/aes_gcm_test.json");
                JsonParser json = new JsonFactory().createParser(stream)) {
            Map<String, String> test = new HashMap<>();
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.END_OBJECT && test.containsKey("result")) {
                    CASES.add(test);
                    test = new HashMap<>();
                } else if (json.currentToken() == JsonToken.VALUE_STRING && json.currentName() != null) {
                    test.put(json.currentName(), json.getText());
                } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    test.put(json.currentName(), json.getText());
                }
            }
        }
    }

    @Test
    void every_case_with_our_sizes_agrees() {
        int valid = 0;
        int invalid = 0;
        for (Map<String, String> test : CASES) {
            if (hex(test, "key").length != AesGcm.KEY || hex(test, "iv").length != AesGcm.IV) {
                continue;
            }
            gcm.key(ByteBuffer.wrap(hex(test, "key")), 0);
            byte[] text = hex(test, "msg");
            byte[] message = message(test);
            byte[] opened = new byte[message.length - AesGcm.IV - AesGcm.TAG];
            boolean good =
                    gcm.open(ByteBuffer.wrap(message), 0, message.length, hex(test, "aad"), ByteBuffer.wrap(opened), 0);
            assertThat(good)
                    .as("case %s", test.get("tcId"))
                    .isEqualTo(test.get("result").equals("valid"));
            if (good) {
                byte[] sealed = new byte[message.length];
                System.arraycopy(message, 0, sealed, 0, AesGcm.IV);
                gcm.seal(ByteBuffer.wrap(text), 0, text.length, hex(test, "aad"), ByteBuffer.wrap(sealed), 0);
                assertThat(opened).as("case %s", test.get("tcId")).isEqualTo(text);
                assertThat(sealed).as("case %s", test.get("tcId")).isEqualTo(message);
                valid++;
            } else {
                assertThat(opened).as("case %s", test.get("tcId")).containsOnly(0);
                invalid++;
            }
        }
        assertThat(valid).isEqualTo(39);
        assertThat(invalid).isEqualTo(27);
    }

    @Test
    void an_iv_of_another_size_does_not_open() {
        int refused = 0;
        for (Map<String, String> test : CASES) {
            if (hex(test, "key").length != AesGcm.KEY || hex(test, "iv").length == AesGcm.IV) {
                continue;
            }
            gcm.key(ByteBuffer.wrap(hex(test, "key")), 0);
            byte[] message = message(test);
            ByteBuffer opened = ByteBuffer.allocate(message.length);
            assertThat(gcm.open(ByteBuffer.wrap(message), 0, message.length, hex(test, "aad"), opened, 0))
                    .as("case %s", test.get("tcId"))
                    .isFalse();
            assertThat(opened.array()).containsOnly(0);
            refused++;
        }
        assertThat(refused).isEqualTo(39);
    }

    @Test
    void a_key_of_another_size_is_refused() {
        int refused = 0;
        for (Map<String, String> test : CASES) {
            byte[] key = hex(test, "key");
            if (key.length != AesGcm.KEY) {
                assertThatThrownBy(() -> gcm.key(ByteBuffer.wrap(key), 0)).isInstanceOf(RuntimeException.class);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(211);
        assertThat(CASES).hasSize(316);
    }

    private static byte[] message(Map<String, String> test) {
        return HexFormat.of().parseHex(test.get("iv") + test.get("ct") + test.get("tag"));
    }

    private static byte[] hex(Map<String, String> test, String field) {
        return HexFormat.of().parseHex(test.get(field));
    }
}

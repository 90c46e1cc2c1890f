package dev.ske.agent.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NestedDamageTest {
    static Object[] documents() {
        return new Object[][] {
            {"a.yaml", "one: 1\ntwo: %s\nthree: 3\n", "two", 2},
            {"a.yaml", "one: 1\ntwo: \"%s\" # c\nthree: 'x'\n", "two", 2},
            {"a.yaml", "one: 1\r\ntwo: '%s'\r\nthree: \"x\"\r\n", "two", 2},
            {"a.yaml", "db:\n  one: 1\n  two: %s\nthree: 3\n", "db.two", 3},
            {"a.yaml", "db:\n  list:\n  - \u00e9\n  - two: %s\n    x: y\nthree: 3\n", "db.list.1.two", 4},
            {"a.yaml", "one: 1\nthree: 3\ntwo: %s", "two", 3},
            {"a.yaml", "one: {a: 1, two: \"%s\", b: [x, y]}\nthree: 3\n", "one.two", 1},
            {"a.yaml", "one: {a: 1, two: '%s'}\nthree: 3\n", "one.two", 1},
            {"a.yaml", "one: &a %s\nthree: 3\n", "one", 1},
            {"a.json", "{\"one\": 1, \"two\": \"%s\", \"three\": \"x\"}", "two", 1},
            {"a.json", "{\n  \"db\": {\n    \"two\": \"%s\"\n  },\n  \"three\": [\"x\"]\n}\n", "db.two", 3},
            {"a.json", "{\n  \"db\": [\"\u00e9\", {\"two\": \"%s\"}]\n}\n", "db.1.two", 2},
        };
    }

    /** No bit of an encrypted value can be changed so that its document is refused without a word about the value. */
    @ParameterizedTest
    @MethodSource("documents")
    void every_flipped_bit_leaves_a_damaged_value_of_that_name(String file, String text, String path, int line) {
        flipEveryBit(encrypted("v2:"), file, text, path, line);
        flipEveryBit(encrypted("AQICAHhx"), file, text, path, line);
    }

    private static void flipEveryBit(String value, String file, String text, String path, int line) {
        byte[] bytes = text.replace("%s", value).getBytes(UTF_8);
        int start = text.substring(0, text.indexOf("%s")).getBytes(UTF_8).length;
        for (int bit = 0; bit < value.length() * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[start + bit / 8] ^= (byte) (1 << (bit % 8));
            String seen;
            try {
                seen = Texts.values(Documents.parse(file, flipped, Documents.formatOf(Path.of(file))))
                        .getOrDefault(path, "absent");
            } catch (Failure e) {
                assertThat(e.code()).as("bit %s: %s", bit, e.getMessage()).isEqualTo(Code.VALUE_MALFORMED);
                assertThat(e.getMessage()).as("bit %s", bit).contains(file + ":" + line);
                assertThat(e.getMessage()).as("bit %s", bit).contains("open " + path + " ");
                continue;
            }
            assertThat(seen).as("bit %s", bit).isNotEqualTo(value).matches(Damage::looksEncrypted);
        }
    }

    private static String encrypted(String beginning) {
        byte[] payload = new byte[163];
        new Random().nextBytes(payload);
        return "ENC[" + beginning + Base64.getEncoder().encodeToString(payload) + "]";
    }
}

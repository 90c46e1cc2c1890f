package dev.ske.agent.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.file.Paths;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
    static Object[] documents() {
        return new Object[][] {
            {"a.env", "ONE=1\nTWO=%s\nTHREE=3\n", "TWO", 2},
            {"a.env", "# first\n\nONE=\"1\"\r\nexport TWO=\"%s\" # two\r\nTHREE=\"3\"\r\n", "TWO", 4},
            {"a.env", "ONE='1'\nTWO='%s'\nTHREE='3'\n", "TWO", 2},
            {"a.env", "ONE=`1`\nTWO: `%s`\nTHREE=`3`\n", "TWO", 2},
            {"a.env", "ONE=1\nTHREE=3\nTWO=%s", "TWO", 3},
            {"a.env", "ONE=1\nTHREE=3\nTWO=\"%s\"", "TWO", 3},
            {"a.env", "ONE=\u00e9\nTWO=%s\nTHREE=\u20ac\n", "TWO", 2},
            {"a.properties", "one=1\ntwo=%s\nthree=3\n", "two", 2},
            {"a.properties", "one 1\ntwo %s\nthree 3\n", "two", 2},
            {"a.properties", "one: \u00e9\n\n  db.two : %s\r\nthree=3", "db.two", 3},
            {"a.properties", "one=1\nthree=3\ntwo=%s", "two", 3},
            {"a.yaml", "one: 1\ntwo: %s\nthree: 3\n", "two", 2},
            {"a.yaml", "db:\n  user: a\n  password: %s # b\n  port: 5\nx: y\n", "db.password", 3},
            {"a.yaml", "one: \"\u00e9\"\ntwo: \"%s\"\nthree: \"3\"\n", "two", 2},
            {"a.yaml", "one: '1'\r\ntwo: '%s'\r\nthree: '3'\r\n", "two", 2},
            {"a.yaml", "db: {user: \"a\", password: \"%s\", port: \"5\"}\n", "db.password", 1},
            {"a.yaml", "db: {user: a, password: '%s', port: 5}\n", "db.password", 1},
            {"a.yaml", "hosts:\n  - a\n  - %s\n  - c\n", "hosts.1", 3},
            {"a.yaml", "hosts:\n- name: a\n- password: %s\n  name: c\n", "hosts.1.password", 3},
            {"a.yaml", "hosts: [\"a\", \"%s\", \"c\"]\n", "hosts.1", 1},
            {"a.yaml", "one: 1\ntwo: |-\n  %s\nthree: 3\n", "two", 2},
            {"a.yaml", "one: 1\ntwo: >-\n  %s\nthree: 3\n", "two", 2},
            {"a.yaml", "one: 1\nthree: 3\ntwo: %s", "two", 3},
            {"a.yaml", "one: 1\nthree: 3\ntwo: \"%s\"", "two", 3},
            {"a.yaml", "one: 1\ntwo: &t !!str %s\nthree: *t\n", "two", 2},
            {"a.json", "{\"one\": \"1\", \"two\": \"%s\", \"three\": \"3\"}", "two", 1},
            {"a.json", "{\"one\":\"1\",\"two\":\"%s\"}", "two", 1},
            {"a.json", "{\n  \"one\": \"\u00e9\",\n  \"two\": \"%s\",\n  \"three\": \"3\"\n}\n", "two", 3},
            {"a.json", "{\r\n  \"db\": {\r\n    \"password\": \"%s\"\r\n  }\r\n}\r\n", "db.password", 3},
            {"a.json", "{\"db\": [1, {\"password\":\n \"%s\"}, 3]}", "db.1.password", 2},
            {"a.json", "{\"hosts\": [\"a\", \"%s\", \"c\"]}", "hosts.1", 1},
        };
    }

    /** No bit of an encrypted value can be changed so that its document is refused without a word about the value. */
    @ParameterizedTest
    @MethodSource("documents")
    void every_flipped_bit_leaves_a_damaged_value_of_that_name(String file, String text, String name, int line) {
        for (int kind = 0; kind < 6; kind++) {
            String value = kind < 3 ? encrypted("v2:", 102 + kind) : ofKms(150 + kind);
            byte[] bytes = text.replace("%s", value).getBytes(UTF_8);
            int start = text.substring(0, text.indexOf("%s")).getBytes(UTF_8).length;
            assertThat(valueOf(file, bytes, name)).isEqualTo(value);

            for (int bit = 0; bit < value.length() * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[start + bit / 8] ^= (byte) (1 << (bit % 8));
                String seen = seen(file, flipped, name);
                if (!seen.equals(
                        "cannot open " + name + " (" + file + ":" + line + "): the encrypted value is damaged")) {
                    assertThat(seen).as("bit %s", bit).isNotEqualTo(value).matches(Damage::looksEncrypted);
                }
            }
        }
    }

    private static String seen(String file, byte[] bytes, String name) {
        try {
            return valueOf(file, bytes, name);
        } catch (Failure failure) {
            return failure.code() == Code.VALUE_MALFORMED ? failure.getMessage() : failure.toString();
        }
    }

    static Stream<String> encryptedValues() {
        return Stream.of(encrypted("v2:", 101), encrypted("v2:", 5), encrypted("", 150), ofKms(160));
    }

    @ParameterizedTest
    @MethodSource("encryptedValues")
    void a_value_with_any_one_char_changed_still_looks_encrypted(String value) {
        assertThat(Damage.looksEncrypted(value)).isTrue();
        for (int i = 0; i < value.length(); i++) {
            for (char c : new char[] {'x', 'A', ' ', '\n', '\u0001', '"', '\uFFFD'}) {
                String changed = value.substring(0, i) + c + value.substring(i + 1);
                assertThat(Damage.looksEncrypted(changed))
                        .as("%d: %s", i, (int) c)
                        .isTrue();
            }
        }
        for (int length = 4; length < value.length(); length++) {
            assertThat(Damage.looksEncrypted(value.substring(0, length))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "E",
                "ENC",
                "ENCODER",
                "ENC]",
                "[v2]",
                "[v2:]",
                "v2:abc]",
                "ENCORE [v2:x]",
                "a[b]",
                "DNC[v3:abc]",
                "encrypted:abc",
                "ENCabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                "OPEN[abc]",
                "XENC[v2:abc]"
            })
    void an_ordinary_text_does_not_look_encrypted(String value) {
        assertThat(Damage.looksEncrypted(value)).isFalse();
    }

    /** Its neighbour would be missing even where a damaged value is only warned about. */
    @Test
    void a_value_that_swallows_the_next_line_is_refused_at_once() {
        String value = encrypted("v2:", 101);
        String cut = value.substring(0, value.length() - 1);

        assertThatThrownBy(() -> Documents.parse("a.properties", "a=" + cut + "\\\nb=c\n", Format.PROPERTIES))
                .hasMessage("cannot open a (a.properties:1): the encrypted value is damaged");
        assertThat(Documents.parse("a.properties", "a=" + cut + "\\\n  ]\nb=c\n", Format.PROPERTIES)
                        .entries())
                .hasSize(2);
    }

    /** In a list of YAML, a blank after the colon makes a name of what stands before it. */
    @Test
    void a_value_that_becomes_a_name_and_a_value_is_refused_at_once() {
        String digits = encrypted("", 101).substring(5);

        assertThatThrownBy(() -> Documents.parse("a.yaml", "a:\n- b\n- ENC[v2: " + digits, Format.YAML))
                .hasMessage("cannot open a.1 (a.yaml:3): the encrypted value is damaged");
    }

    @Test
    void a_syntax_error_beside_whole_values_is_no_damage() {
        String value = encrypted("v2:", 101);
        String comment = "# this is how it looks: ENC[v2:BASE64], or ENC[...]\n";

        for (String text :
                new String[] {"A=" + value + "\nB\n", comment + "B\n", "A=" + value + "\nB='\n", "A=\nA=" + value}) {
            assertThatThrownBy(() -> Documents.parse("a.env", text, Format.ENV))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED));
        }
    }

    private static String ofKms(int length) {
        String random = encrypted("", length);
        return "ENC[AQICAHh" + random.substring(11);
    }

    private static String encrypted(String version, int length) {
        byte[] payload = new byte[length];
        new Random().nextBytes(payload);
        return "ENC[" + version + Base64.getEncoder().encodeToString(payload) + "]";
    }

    private static String valueOf(String file, byte[] bytes, String name) {
        for (Entry entry : Documents.parse(file, bytes, Documents.formatOf(Paths.get(file)))
                .entries()) {
            if (entry.path().toString().equals(name)) {
                return entry.value();
            }
        }
        return "no entry";
    }
}

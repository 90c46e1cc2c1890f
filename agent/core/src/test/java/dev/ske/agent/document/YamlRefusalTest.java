package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlRefusalTest {
    /** Text, line and column, path, message. */
    static Object[] broken() {
        return new Object[][] {
            {"a: 1\nb: 2\na: 3\n", "3:1", "a", "key written twice, also in line 1"},
            {"x:\n  1: a\n  '1': b\n", "3:3", "x.1", "key written twice, also in line 2"},
            {"x: {a: 1, a: 2}", "1:11", "x.a", "key written twice, also in line 1"},
            {"x: {<<: {a: 1}, a: 2}", "1:10", "x.a", "key written twice, also in line 1"},
            {"a: &a {b: 1}\nc: {<<: *a, <<: *a}", "2:13", "c.<<", "key written twice, also in line 2"},
            {"a:\n\tb: c\n", "2:1", "a", "tab where YAML wants spaces"},
            {"a: 1\n\tb: c\n", "2:1", "a", "tab where YAML wants spaces"},
            {"a: 'b\nc: d\n", "1:4", "a", "quote is not closed"},
            {"a: \"b\nc: d\n", "1:4", "a", "quote is not closed"},
            {"a: \"b\\q\"\n", "1:7", "a", "unknown escape in double quotes"},
            {"a: \"\\ud800\"\n", "1:4", "a", "text with half of a surrogate pair"},
            {"a: b: c\n", "1:5", "a", "a colon that makes no key here"},
            {"a: [b, c\n", "2:1", "a.1", "document ends in the middle"},
            {"a: {b: c\n", "2:1", "a.b", "document ends in the middle"},
            {"a: [b}\n", "1:6", "a.0", "not expected here"},
            {"a: [b, , c]\n", "1:8", "a.1", "not expected here"},
            {"a:\n  b: 1\n c: 2\n", "3:2", "a.b", "not expected here"},
            {"a: b\nc\n", "2:1", "a", "a line without a key"},
            {"a: *x\n", "1:4", "a", "alias without an anchor"},
            {"a: &x\n  b: *x\n", "2:6", "a.b", "alias of a list or map that it stands in itself"},
            {"a: &x [*x]\n", "1:8", "a.0", "alias of a list or map that it stands in itself"},
            {"&x a: b\nc: *x\n", "2:4", "c", "alias of a key"},
            {"? [a]\n: b\n", "1:3", null, "a key that is no text"},
            {"x: 1\n&y {a: 1}: b\n", "2:4", "x", "a key that is no text"},
            {"a: 1\n---\nb: 2\n", "2:1", "a", "a second document begins"},
            {"---\na: 1\n---\n", "3:1", "a", "a second document begins"},
            {"a: 1\n...\n---\nb: 2\n", "3:1", "a", "a second document begins"},
            {"- a\n- b\n", "1:1", "1", "top level is not a map"},
            {"text\n", "1:1", null, "top level is not a map"},
            {"null\n", "1:1", null, "top level is not a map"},
            {"a: @b\n", "1:4", "a", "a character that begins no value"},
            {"a: b\nc: d\u0001e\n", "2:5", "c", "a control character"},
            {"a: b\nc: \uD800\n", "2:4", "c", "a control character"},
            {"a: !x!y b\n", "1:4", "a", "a tag whose handle is not defined"},
            {"%YAML 1.1\na: b\n", "2:1", null, "not expected here"},
            {"a: &x &y b\n", "1:7", "a", "not expected here"},
            {"a: 1\nb: {<<: 2}\n", "2:5", "b.<<", "merge key << without a map"},
            {"a: 1\nb: {<<: [2]}\n", "2:5", "b.<<.0", "merge key << without a map"},
            {"a: 1\nb: {<<: }\n", "2:5", "b.<<", "merge key << without a map"},
        };
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_broken_document_is_refused_with_its_place(String text, String place, String path, String message) {
        SyntaxError error = refused(text);
        assertThat(error).hasMessage(message);
        assertThat(new Lines("t.yaml", text).at(error.offset()).withColumn()).isEqualTo("t.yaml:" + place);
        assertThat(error.path() == null ? null : error.path().toString()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 'SECRET\n",
                "a: SECRET: x\n",
                "a: [SECRET",
                "a: \"SECRET\\q\"",
                "a: @SECRET",
                "- SECRET",
                "a: *SECRET",
                "a: SECRET\n\tb: c"
            })
    void a_refusal_shows_nothing_of_a_value(String text) {
        SyntaxError error = refused(text);
        assertThat(error.getMessage() + error.hint() + error.path()).doesNotContain("SECRET");
        assertThat(error).hasNoCause();
    }

    @Test
    void an_alias_bomb_is_refused_at_once() {
        StringBuilder bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 12; level++) {
            bomb.append("l").append(level).append(": &l").append(level).append(" [");
            bomb.append(("*l" + (level - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThat(refusedSoon(bomb.toString())).hasMessageStartingWith("too many values");
    }

    @Test
    void a_bomb_of_merge_keys_is_refused_at_once() {
        StringBuilder bomb = new StringBuilder("base: &base {");
        for (int i = 0; i < 5_000; i++) {
            bomb.append('k').append(i).append(": 1, ");
        }
        bomb.append("}\n");
        for (int i = 0; i < 50_000; i++) {
            bomb.append('m').append(i).append(": {<<: *base}\n");
        }
        assertThat(refusedSoon(bomb.toString())).hasMessageStartingWith("too many values");
    }

    @Test
    void deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
        assertThat(refusedSoon("a: " + "[".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        assertThat(refusedSoon("a: " + "{b: ".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        assertThat(refusedSoon("a: " + "[b: ".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        assertThat(refusedSoon("a:\n" + "- ".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            blocks.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(refusedSoon(blocks.toString())).hasMessageStartingWith("too deeply nested");
        StringBuilder aliases = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 1_000; i++) {
            aliases.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }
        assertThat(refusedSoon(aliases.toString())).hasMessageStartingWith("too deeply nested");
    }

    @Test
    void two_hundred_levels_are_read() {
        String text = "a: " + "[".repeat(199) + "b" + "]".repeat(199);
        assertThat(Texts.values(Texts.yaml(text))).containsValue("b");
        assertThat(refused("a: " + "[".repeat(200) + "b" + "]".repeat(200))).hasMessageStartingWith("too deeply");
    }

    @Test
    void large_documents_are_read_in_linear_time() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            many.append("key")
                    .append(i)
                    .append(": \uD83D\uDE00 value ")
                    .append(i)
                    .append(" # c\n");
        }
        String large = "a: \"" + "x\uD83D\uDE00".repeat(3_000_000) + "\"\nb: |\n" + "  line\n".repeat(100_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(Texts.yaml(many.toString()).entries()).hasSize(100_000);
            assertThat(Texts.yaml(large).entries()).hasSize(2);
        });
    }

    private static SyntaxError refusedSoon(String text) {
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refused(text));
    }

    private static SyntaxError refused(String text) {
        SyntaxError error = catchThrowableOfType(SyntaxError.class, () -> Texts.yaml(text));
        assertThat(error).as(text.substring(0, Math.min(80, text.length()))).isNotNull();
        return error;
    }
}

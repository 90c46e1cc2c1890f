package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlChangeTest {
    /** Text, new value of {@code a} or {@code a.0}, new text. */
    static Object[] replaced() {
        return new Object[][] {
            {"a: b # c\nd: e\n", "ENC[v2:QUJD]", "a: ENC[v2:QUJD] # c\nd: e\n"},
            {"a: 'b' # c", "it's", "a: 'it''s' # c"},
            {"a: 'b'", "x\ny", "a: \"x\\ny\""},
            {"a: \"b\"", "ENC[v2:QUJD]", "a: \"ENC[v2:QUJD]\""},
            {"a: b", "", "a: \"\""},
            {"a: b", "true", "a: \"true\""},
            {"a: b", "No", "a: \"No\""},
            {"a: b", "12", "a: \"12\""},
            {"a: b", "12 monkeys", "a: 12 monkeys"},
            {"a: b", "1e5", "a: \"1e5\""},
            {"a: b", "x: y", "a: \"x: y\""},
            {"a: b", "x #y", "a: \"x #y\""},
            {"a: b", "x:y#z", "a: x:y#z"},
            {"a: b", "*x", "a: \"*x\""},
            {"a: b", " x", "a: \" x\""},
            {"a: b", "x ", "a: \"x \""},
            {"a: b", "\u00e9t\u00e9", "a: \u00e9t\u00e9"},
            {"a: b", "\uD83D\uDE00\u2028\uFEFF\u0007", "a: \"\uD83D\uDE00\\u2028\\ufeff\\u0007\""},
            {"a: b\n  c\n\nd: e", "x", "a: x\n\nd: e"},
            {"a: |\n  b\n\n# c\nd: e\n", "x", "a: x\n\n# c\nd: e\n"},
            {"a: >+ # c\n  b\n\nd: e\n", "x\ny", "a: \"x\\ny\" # c\n\nd: e\n"},
            {"a:\n|\n b\nd: e\n", "x", "a:\n x\nd: e\n"},
            {"a: |-\r\n  b\r\nd: e\r\n", "x", "a: x\r\nd: e\r\n"},
            {"a:\nd: e", "x", "a: x\nd: e"},
            {"a: # c\nd: e", "x", "a: x # c\nd: e"},
            {"a: &x # c\nd: *x", "x", "a: &x x # c\nd: *x"},
            {"a:\n- b\n-\n", "x", "a:\n- x\n-\n"},
            {"a:\n-\n- b\n", "x", "a:\n- x\n- b\n"},
            {"a: [b, c]", "ENC[v2:QUJD]", "a: [\"ENC[v2:QUJD]\", c]"},
            {"a: [b, c]", "x", "a: [x, c]"},
            {"a: ['b', c]", "x,y", "a: ['x,y', c]"},
            {"{a: b, c: d}", "x: y", "{a: \"x: y\", c: d}"},
            {"{a: b, c: d}", "x:y", "{a: \"x:y\", c: d}"},
            {"{a, c: d}", "x", "{a: x, c: d}"},
            {"{\"a\":b}", "x", "{\"a\":x}"},
            {"? a\n? b\n", "x", "? a\n: x\n? b\n"},
            {"  ? a\n  ? b\n", "x", "  ? a\n  : x\n  ? b\n"},
            {"a: {}\nb: c", "x", "a: \"x\"\nb: c"},
            {"a: [ # c\n]", "x", "a: \"x\""},
            {"a: 12", "ENC[v2:QUJD]", "a: ENC[v2:QUJD]"},
            {"a: !!str b", "c", "a: !!str c"},
            {"a: !foo b", "c", "a: !foo c"},
            {"a: !!int 5", "c", "a: c"},
            {"a: !!binary |\n  aGk=\nb: c", "x", "a: x\nb: c"},
            {"a: !!int &x 5\nb: *x", "c", "a: &x c\nb: *x"},
            {"a: &x !!int  5", "c", "a: &x c"},
            {"\uFEFFa: b", "c", "\uFEFFa: c"},
            {"a: \uD83D\uDE00 # \uD83D\uDE00\nd: e", "c", "a: c # \uD83D\uDE00\nd: e"},
        };
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void a_text_is_written_as_its_place_demands(String text, String value, String expected) {
        Document document = Texts.yaml(text);
        String path = Texts.values(document).containsKey("a") ? "a" : "a.0";
        String changed = Texts.replace(document, path, value);
        assertThat(changed).isEqualTo(expected);
        assertThat(Texts.entry(Texts.yaml(changed), path).value()).isEqualTo(value);
        assertThat(Texts.entry(Texts.yaml(changed), path).kind()).isEqualTo(Entry.Kind.STRING);
    }

    @Test
    void numbers_and_booleans_are_written_bare() {
        assertThat(literal("a: ENC[v2:QUJD]", Entry.Kind.NUMBER, "12")).isEqualTo("a: 12");
        assertThat(literal("a: [\"x\"]", Entry.Kind.BOOLEAN, "true")).isEqualTo("a: [true]");
        assertThat(literal("a: !!str x", Entry.Kind.NUMBER, "12")).isEqualTo("a: 12");
        assertThat(literal("a: |\n  x\n", Entry.Kind.NUMBER, "12")).isEqualTo("a: 12\n");
    }

    private static String literal(String text, Entry.Kind kind, String value) {
        Document document = Texts.yaml(text);
        Entry entry = document.entries().get(0);
        String changed = document.replace(Map.of(entry, Document.Value.literal(kind, value)));
        assertThat(Texts.yaml(changed).entries().get(0).kind()).isEqualTo(kind);
        return changed;
    }

    @Test
    void many_values_are_replaced_at_once() {
        Document document = Texts.yaml("a: 1\nb: [2, 'x']\nc: y\n");
        Map<Entry, Document.Value> values = Map.of(
                Texts.entry(document, "c"), Document.Value.string("last"),
                Texts.entry(document, "a"), Document.Value.string("first"),
                Texts.entry(document, "b.1"), Document.Value.string("middle"));
        assertThat(document.replace(values)).isEqualTo("a: first\nb: [2, 'middle']\nc: last\n");
    }

    @Test
    void what_is_written_elsewhere_cannot_be_replaced_here() {
        Document document = Texts.yaml("a: &x b\nc: *x\n");
        assertThatThrownBy(() -> Texts.replace(document, "c", "d")).isInstanceOf(IllegalArgumentException.class);
        Document other = Texts.yaml("a: b\n");
        assertThatThrownBy(() -> other.replace(Map.of(Texts.entry(document, "a"), Document.Value.string("d"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Texts.replace(document, "a", "d")).isEqualTo("a: &x d\nc: *x\n");
    }

    /** Text, path with dots, new text. */
    static Object[] inserted() {
        return new Object[][] {
            {"", "a", "a: v\n"},
            {"\uFEFF", "a", "\uFEFFa: v\n"},
            {"# c", "a", "# c\na: v"},
            {"# c\r\n", "a", "# c\r\na: v\r\n"},
            {"---\n", "a.b", "---\na:\n  b: v\n"},
            {"---\n...\n", "a", "---\na: v\n...\n"},
            {"{}\n", "a.b", "{a: {b: v}}\n"},
            {"a: 1", "b", "a: 1\nb: v"},
            {"a: 1\n...\n", "b", "a: 1\nb: v\n...\n"},
            {"a: 1 # c\n# d\n", "b", "a: 1 # c\nb: v\n# d\n"},
            {"db:\n    a: 1\n\nx: y\n", "db.b", "db:\n    a: 1\n    b: v\n\nx: y\n"},
            {"db:\n    a: 1\nx: y\n", "new.b", "db:\n    a: 1\nx: y\nnew:\n    b: v\n"},
            {"db:\n  a:\n    b: 1\nx: y\n", "db.c.d.e", "db:\n  a:\n    b: 1\n  c:\n    d:\n      e: v\nx: y\n"},
            {"db:\n  a: [1,\n   2]\nx: y\n", "db.b", "db:\n  a: [1,\n   2]\n  b: v\nx: y\n"},
            {"db:\n- a: 1\n- b: 2\n", "db.0.c", "db:\n- a: 1\n  c: v\n- b: 2\n"},
            {"db:\n- a: 1\n- b: 2\n", "x", "db:\n- a: 1\n- b: 2\nx: v\n"},
            {"a: |\n  x\n\nb: 1\n", "c", "a: |\n  x\n\nb: 1\nc: v\n"},
            {"d:\n  a: |\n    x\n\n\nb: 1\n", "d.c", "d:\n  a: |\n    x\n  c: v\n\n\nb: 1\n"},
            {"d:\n  a: |+\n    x\n\nb: 1\n", "d.c", "d:\n  a: |+\n    x\n\n  c: v\nb: 1\n"},
            {"d:\n  a: |\n    x", "d.c", "d:\n  c: v\n  a: |\n    x"},
            {"a: {b: 1}", "a.c", "a: {b: 1, c: v}"},
            {"a: { b: 1 }", "a.c", "a: { b: 1, c: v }"},
            {"a: {b: 1,}", "a.c", "a: {b: 1, c: v,}"},
            {"a: {}", "a.c.d", "a: {c: {d: v}}"},
            {"a: {\n  b: 1 # c\n}", "a.c", "a: {\n  b: 1, # c\n  c: v\n}"},
            {"a: {\n  b: 1, # c\n  d: 2,\n}", "a.c", "a: {\n  b: 1, # c\n  d: 2,\n  c: v,\n}"},
            {"a: &x\n  b: 1\nc:\n  <<: *x\n", "c.b", "a: &x\n  b: 1\nc:\n  <<: *x\n  b: v\n"},
            {"? a\n: b\n", "c", "? a\n: b\nc: v\n"},
            {"  a: 1\n", "b", "  a: 1\n  b: v\n"},
            {"a:\n", "b", "a:\nb: v\n"},
            {"\uFEFFa: 1\n", "b", "\uFEFFa: 1\nb: v\n"},
        };
    }

    @ParameterizedTest
    @MethodSource("inserted")
    void a_new_value_is_written_as_its_neighbours_are(String text, String path, String expected) {
        Document document = Texts.yaml(text);
        EntryPath at = Texts.path(path.split("\\."));
        String changed = document.insert(at, Document.Value.string("v"));
        assertThat(changed).isEqualTo(expected);
        assertThat(Texts.entry(Texts.yaml(changed), path).value()).isEqualTo("v");
    }

    @Test
    void keys_and_values_are_quoted_where_they_must_be() {
        assertThat(Texts.yaml("").insert(EntryPath.of("true"), Document.Value.string("12")))
                .isEqualTo("\"true\": \"12\"\n");
        assertThat(Texts.yaml("{}").insert(EntryPath.of("a.b"), Document.Value.string("x, y")))
                .isEqualTo("{a.b: \"x, y\"}");
        assertThat(Texts.yaml("").insert(EntryPath.of("count"), Document.Value.literal(Entry.Kind.NUMBER, "12")))
                .isEqualTo("count: 12\n");
    }

    static Object[] refused() {
        return new Object[][] {
            {"a: b\n", "a", "t.yaml:1: cannot add a: a is there already"},
            {"x: y\na: b\n", "a.c", "t.yaml:2: cannot add a.c: a is a value, so nothing can be put under it"},
            {"a:\n- b\n", "a.c", "t.yaml:2: cannot add a.c: a is a list, so no name can be put under it"},
            {
                "x: &x {y: z}\na: *x\n",
                "a.c",
                "t.yaml:1: cannot add a.c: a comes from an anchor, so nothing can be put under it here"
            },
            {
                "a: [b: c]\n",
                "a.0.d",
                "t.yaml:1: cannot add a.0.d: a.0 is a map without braces, which holds one name only"
            },
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_new_value_that_has_no_place_is_refused(String text, String path, String message) {
        assertThatThrownBy(() -> Texts.yaml(text).insert(Texts.path(path.split("\\.")), Document.Value.string("v")))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Code.DOCUMENT_MALFORMED))
                .hasMessage(message);
    }
}

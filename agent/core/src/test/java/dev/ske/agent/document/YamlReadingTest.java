package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReadingTest {
    /** Text, value, the chars that a new value takes the place of. */
    static Object[] scalars() {
        return new Object[][] {
            {"a: b", "b", "b"},
            {"a:   b c   # d", "b c", "b c"},
            {"a: b#c", "b#c", "b#c"},
            {"a: http://x:1/", "http://x:1/", "http://x:1/"},
            {"a: 'it''s'  # d", "it's", "'it''s'"},
            {"a: \"\\x41\\u00e9\\U0001F600\\t\\\"\"", "A\u00e9\uD83D\uDE00\t\"", "\"\\x41\\u00e9\\U0001F600\\t\\\"\""},
            {"a: \uD83D\uDE00 \nb: c", "\uD83D\uDE00", "\uD83D\uDE00"},
            {"\uD83D\uDE00: 1\na: 'c'", "c", "'c'"},
            {"a: one\n  two\n\n  three\nb: c", "one two\nthree", "one\n  two\n\n  three"},
            {"a: \"one\n  two\\\n  three\"\nb: c", "one twothree", "\"one\n  two\\\n  three\""},
            {"a: 'one\n\n  two'\nb: c", "one\ntwo", "'one\n\n  two'"},
            {"a:\n  b\nc: d", "b", "b"},
            {"a: |\n  x\n   y\n\nb: c", "x\n y\n", "|\n  x\n   y"},
            {"a: |-\n  x\n\n# d\nb: c", "x", "|-\n  x"},
            {"a: |+ # d\n  x\n\nb: c", "x\n\n", "|+ # d\n  x"},
            {"a: |2-\n    x\n  y\nb: c", "  x\ny", "|2-\n    x\n  y"},
            {"a: >\n  x\n  y\n\n  z\nb: c", "x y\nz\n", ">\n  x\n  y\n\n  z"},
            {"a: >-\r\n  x\r\n  y\r\nb: c", "x y", ">-\r\n  x\r\n  y"},
            {"a: |\n  x", "x", "|\n  x"},
            {"a: |\nb: c", "", "|"},
            {"a: !!str 12", "12", "12"},
            {"a: &x !foo 'b'", "b", "'b'"},
            {"a: !!binary |\n  aGk=\n", "aGk=\n", "|\n  aGk="},
            {"a: !<tag:yaml.org,2002:str> true", "true", "true"},
            {"a: &x b", "b", "b"},
            {"\uFEFFa: b", "b", "b"},
            {"%YAML 1.2\n---\na: b\n...\n", "b", "b"},
            {"--- {a: b}", "b", "b"},
            {"? a\n: b", "b", "b"},
            {"{\"a\":\"b\"}", "b", "\"b\""},
            {"{a: b c , d: e}", "b c", "b c"},
            {"a: ENC[v2:QUJD+/==]", "ENC[v2:QUJD+/==]", "ENC[v2:QUJD+/==]"},
        };
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void a_scalar_has_its_value_and_its_chars(String text, String value, String span) {
        Document document = Texts.yaml(text);
        Entry entry = Texts.entry(document, "a");
        assertThat(entry.value()).isEqualTo(value);
        assertThat(text.substring(entry.start(), entry.end())).isEqualTo(span);
        assertThat(entry.kind()).isEqualTo(Entry.Kind.STRING);
        assertThat(entry.written()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "-12", "+3", "007", "0o17", "0xCafe", "1.5", ".5", "5.", "-1e3", "1.2E-7", ".inf", "-.Inf",
                "+.INF", ".nan", ".NaN", ".NAN"
            })
    void numbers_are_those_of_the_core_schema(String text) {
        assertThat(Texts.entry(Texts.yaml("a: " + text), "a").kind()).isEqualTo(Entry.Kind.NUMBER);
        assertThat(Texts.entry(Texts.yaml("a: " + text), "a").value()).isEqualTo(text);
        assertThat(Texts.entry(Texts.yaml("a: '" + text + "'"), "a").kind()).isEqualTo(Entry.Kind.STRING);
        assertThat(Texts.entry(Texts.yaml("a: !!str " + text), "a").kind()).isEqualTo(Entry.Kind.STRING);
        assertThat(Texts.entry(Texts.yaml("a: !!float " + text), "a").kind()).isEqualTo(Entry.Kind.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "False", "TRUE"})
    void booleans_are_true_and_false(String text) {
        assertThat(Texts.entry(Texts.yaml("a: " + text), "a").kind()).isEqualTo(Entry.Kind.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL", "&x", "# c", "!!null ~", "&x !!null"})
    void null_is_null_or_nothing(String text) {
        assertThat(Texts.entry(Texts.yaml("a: " + text), "a").kind()).isEqualTo(Entry.Kind.NULL);
        assertThat(Texts.entry(Texts.yaml("a:\n- " + text + "\n- b"), "a.0").kind())
                .isEqualTo(Entry.Kind.NULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "OFF",
                "y",
                "tRUE",
                "nULL",
                "1_000",
                "12:30:00",
                "2001-12-14",
                "0b11",
                "-0x1",
                "1e",
                "1.2.3",
                "+",
                ".Nan",
                ".",
                "..",
                "e5",
                "0x",
                "0o8",
                "-.nan",
                ".iNF",
                "\u0130"
            })
    void all_else_is_text(String text) {
        Entry entry = Texts.entry(Texts.yaml("a: [" + text + " ]"), "a.0");
        assertThat(entry.kind()).isEqualTo(Entry.Kind.STRING);
        assertThat(entry.value()).isEqualTo(text);
    }

    @Test
    void maps_and_lists_are_walked_to_their_leaves() {
        String text = """
                db:
                  hosts:
                  - name: one
                    tags: [a, {b: c}, [d]]
                  -
                    - e
                  - f: g
                  empty: []
                  none: {}
                "a.b": h
                12: i
                ~: j
                true: k
                """;
        assertThat(Texts.values(Texts.yaml(text)).toString())
                .isEqualTo("{db.hosts.0.name=one, db.hosts.0.tags.0=a, db.hosts.0.tags.1.b=c, db.hosts.0.tags.2.0=d,"
                        + " db.hosts.1.0=e, db.hosts.2.f=g, db.empty=[], db.none={}, a.b=h, 12=i, ~=j, true=k}");
        assertThat(Texts.entry(Texts.yaml(text), "db.empty").kind()).isEqualTo(Entry.Kind.EMPTY_LIST);
        assertThat(Texts.entry(Texts.yaml(text), "db.none").kind()).isEqualTo(Entry.Kind.EMPTY_MAP);
        assertThat(Texts.entry(Texts.yaml(text), "a.b").path()).isEqualTo(EntryPath.of("a.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", "# nothing\n", "---\n", "---\n...\n", "%YAML 1.1\n---\n", "{}"})
    void an_empty_document_has_no_entries(String text) {
        assertThat(Texts.yaml(text).entries()).isEmpty();
        assertThat(Texts.yaml(text).text()).isEqualTo(text);
    }

    @Test
    void an_alias_is_bound_to_the_place_of_its_anchor() {
        String text = "a: &x secret\nb:\n- *x\n- &y {c: d, e: [f]}\ng: *y\n";
        Document document = Texts.yaml(text);
        Entry alias = Texts.entry(document, "b.0");
        assertThat(alias.value()).isEqualTo("secret");
        assertThat(alias.boundTo()).isEqualTo(EntryPath.of("a"));
        assertThat(alias.written()).isFalse();
        assertThat(text.substring(alias.start(), alias.end())).isEqualTo("secret");
        assertThat(Texts.entry(document, "g.e.0").boundTo()).hasToString("b.1.e.0");
        assertThat(Texts.entry(document, "b.1.e.0").written()).isTrue();
    }

    @Test
    void the_last_anchor_of_a_name_counts() {
        assertThat(Texts.values(Texts.yaml("a: &x 1\nb: &x 2\nc: *x\n")))
                .isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
    }

    @Test
    void own_keys_win_over_merged_ones_and_earlier_maps_over_later() {
        String text = """
                one: &one {a: 1, b: 1, c: 1}
                two: &two {b: 2, d: 2}
                x:
                  a: 0
                  <<: [*two, *one, {e: 5}]
                y: {<<: *two, b: 9}
                z:
                  "<<": text
                """;
        Document document = Texts.yaml(text);
        Map<String, String> values = Texts.values(document);
        values.keySet().removeIf(path -> path.startsWith("one") || path.startsWith("two"));
        assertThat(values.toString()).isEqualTo("{x.a=0, x.b=2, x.d=2, x.c=1, x.e=5, y.d=2, y.b=9, z.<<=text}");
        assertThat(Texts.entry(document, "x.d").boundTo()).hasToString("two.d");
        assertThat(Texts.entry(document, "x.e").written()).isTrue();
    }

    @Test
    void an_item_written_at_the_head_of_a_list_leaves_the_canonical_names_of_the_others() {
        Document before = Texts.yaml("users:\n- password: a\n- password: b\n");
        Document after = Texts.yaml("users:\n- password: new\n- password: a\n- password: b\n");
        assertThat(Texts.entry(after, "users.1.password").path().canonical())
                .isEqualTo(Texts.entry(before, "users.0.password").path().canonical())
                .isEqualTo("USERS_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource({
        "'a: b\nc: d', 2",
        "'a: b\r\n\r\nc: d', 3",
        "'a: b\rc: d', 2",
        "'# \uD83D\uDE00\na: \uD83D\uDE00\n\nc: d', 4"
    })
    void places_are_lines_of_the_text(String text, int line) {
        Entry entry = Texts.entry(Texts.yaml(text), "c");
        assertThat(entry.place()).hasToString("t.yaml:" + line);
        assertThat(entry.place().column()).isEqualTo(4);
    }
}

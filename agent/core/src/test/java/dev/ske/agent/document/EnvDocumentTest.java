package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of docs/env-dialect.md. */
class EnvDocumentTest {
    static Object[] values() {
        return new Object[][] {
            {"A=b", "b"},
            {"  A = b  ", "b"},
            {"\tA\t=\tb\t", "b"},
            {"export A=b", "b"},
            {"export\tA=b", "b"},
            {"A: b", "b"},
            {"A:", ""},
            {"A=", ""},
            {"A=   ", ""},
            {"A==b", "=b"},
            {"A=b c", "b c"},
            {"A=b # comment", "b"},
            {"A=b\t# comment", "b"},
            {"A=b#c", "b"},
            {"A=#b", ""},
            {"A= # comment", ""},
            {"A=b # c # d", "b"},
            {"A=$B", "$B"},
            {"A=\\n", "\\n"},
            {"A=b'c", "b'c"},
            {"A=\"b\"", "b"},
            {"A=\"b\"#comment", "b"},
            {"A=\"b\" # comment", "b"},
            {"A=\" b \"", " b "},
            {"A=\"b # c\"", "b # c"},
            {"A=\"\"", ""},
            {"A=\"b\\nc\\rd\"", "b\nc\rd"},
            {"A=\"b\\\"c\"", "b\"c"},
            {"A=\"b\\\\nc\"", "b\\nc"},
            {"A=\"b\\$c$d\"", "b$c$d"},
            {"A=\"C:\\temp\"", "C:\\temp"},
            {"A=\"b\nc\"", "b\nc"},
            {"A=\"b\r\nc\"", "b\nc"},
            {"A=\"b\rc\"", "b\nc"},
            {"A=\"b\\qc\"", "b\\qc"},
            {"A='b'", "b"},
            {"A=`b\\n`", "b\\n"},
            {"A='C:\\dir\\'", "C:\\dir\\"},
            {"A='b\\nc'", "b\\nc"},
            {"A='b\n# c\n\"d'", "b\n# c\n\"d"},
            {"A=`it's \"b\"`", "it's \"b\""},
            {"\uFEFFA=b", "b"},
            {"# comment\n\n  # comment\nA=b\n\n", "b"},
            {"# comment\r\nA=b\r\n", "b"},
            {"# comment\rA=b\r", "b"},
            {"A=ENC[v2:QUJD+/==]", "ENC[v2:QUJD+/==]"},
        };
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_line_gives_its_value(String text, String value) {
        Document document = parse(text);

        assertThat(document.entries()).hasSize(1);
        Entry entry = document.entries().get(0);
        assertThat(entry.path()).isEqualTo(EntryPath.of("A"));
        assertThat(entry.value()).isEqualTo(value);
    }

    static Object[] refusals() {
        return new Object[][] {
            {"A=b\nA=c", "x.env:2:1: A: already set in line 1"},
            {"A=b\nC=\"d\ne", "x.env:2:3: C: the quote is never closed"},
            {"A='b", "x.env:1:3: A: the quote is never closed"},
            {"A=`b", "x.env:1:3: A: the quote is never closed"},
            {"A=\"b\\\"", "x.env:1:3: A: the quote is never closed"},
            {"A=\"b\" c", "x.env:1:7: A: text after the value, whose quote opened in line 1"},
            {"A=\"b\nC=\"d\"", "x.env:2:4: A: text after the value, whose quote opened in line 1"},
            {"A='it\\'s'", "x.env:1:8: A: text after the value, whose quote opened in line 1"},
            {"A=b\n  C", "x.env:2:3: a name without a value"},
            {"export C", "x.env:1:8: a name without a value"},
            {"C # comment", "x.env:1:1: a name without a value"},
            {"A=\"a\"b\"", "x.env:1:6: A: text after the value, whose quote opened in line 1"},
            {"a b c", "x.env:1:3: expected NAME=VALUE, a comment or a blank line"},
            {"A B=c", "x.env:1:3: expected NAME=VALUE, a comment or a blank line"},
            {"=c", "x.env:1:1: expected NAME=VALUE, a comment or a blank line"},
            {"A:b", "x.env:1:2: expected NAME=VALUE, a comment or a blank line"},
            {"A+=b", "x.env:1:2: expected NAME=VALUE, a comment or a blank line"},
            {"\uFEFF\u00e4=b", "x.env:1:1: expected NAME=VALUE, a comment or a blank line"},
            {"A=b\u0000c", "x.env:1:4: not text in UTF-8"},
        };
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_is_no_assignment_is_refused_with_its_place(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
            assertThat(failure).hasMessage(message);
            assertThat(failure.hint()).isNotBlank();
        });
    }

    static Object[] replacements() {
        return new Object[][] {
            {"A=b # c", "ENC[v2:QQ==]", "A=ENC[v2:QQ==] # c"},
            {"A='b' # c", "ENC[v2:QQ==]", "A='ENC[v2:QQ==]' # c"},
            {"A=\"b\"", "ENC[v2:QQ==]", "A=\"ENC[v2:QQ==]\""},
            {"A= # c", "b", "A=b # c"},
            {"A=#c", "b", "A=b#c"},
            {"A=b#c", "ENC[v2:QQ==]", "A=ENC[v2:QQ==]#c"},
            {"A:", "b", "A: b"},
            {"A: ", "b", "A: b "},
            {"A=b", "", "A="},
            {"A=b", " b", "A=\" b\""},
            {"A=b", "c d", "A=c d"},
            {"A=b", "c#d", "A=\"c#d\""},
            {"A=b", "$c", "A='$c'"},
            {"A=b", "c\nd", "A=\"c\\nd\""},
            {"A=b", "\"c\"", "A='\"c\"'"},
            {"A=b", "c\"d'e", "A=`c\"d'e`"},
            {"A=b", "c\"d'e`", "A=\"c\\\"d'e`\""},
            {"A=b", "C:\\dir\\", "A=\"C:\\\\dir\\\\\""},
            {"A='b'", "it's", "A=`it's`"},
            {"A=`b`", "`", "A=\"`\""},
            {"A=\"b\"", "\\\r\n", "A=\"\\\\\\r\\n\""},
        };
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void a_replaced_value_is_quoted_as_it_needs(String text, String value, String changed) {
        Document document = parse(text);

        String written = document.replace(Map.of(document.entries().get(0), Document.Value.string(value)));

        assertThat(written).isEqualTo(changed);
        assertThat(parse(written).entries().get(0).value()).isEqualTo(value);
    }

    @Test
    void a_value_that_a_hash_cuts_short_is_told_and_one_in_quotes_or_before_a_blank_is_not() {
        Document document = parse("A=b#c\nB=b #c\nC='b'#c\nD=#c\nE= #c\nF=b\nG=\nH=\"b#c\"\nI: b#");

        assertThat(document.cutShort())
                .extracting(entry -> entry.path().toString())
                .containsExactly("A", "D", "I");
    }

    @Test
    void other_formats_cut_no_value_short() {
        assertThat(Documents.parse("x.properties", "A=b#c", Format.PROPERTIES).cutShort())
                .isEmpty();
        assertThat(Documents.parse("x.yaml", "A: b#c", Format.YAML).cutShort()).isEmpty();
    }

    static Object[] insertions() {
        return new Object[][] {
            {"", "N=v\n"},
            {"\uFEFF", "\uFEFFN=v\n"},
            {"A=b\n", "A=b\nN=v\n"},
            {"A=b", "A=b\nN=v"},
            {"A=b\r\nC=d", "A=b\r\nC=d\r\nN=v"},
            {"A=b\r\n", "A=b\r\nN=v\r\n"},
            {"A=b\r", "A=b\rN=v\r"},
            {"A=b\\", "A=b\\\nN=v"},
        };
    }

    @ParameterizedTest
    @MethodSource("insertions")
    void a_new_name_becomes_the_last_line(String text, String longer) {
        assertThat(parse(text).insert(EntryPath.of("N"), Document.Value.string("v")))
                .isEqualTo(longer);
    }

    @Test
    void a_name_that_is_there_or_cannot_be_written_is_not_inserted() {
        Document document = parse("A=b");

        for (EntryPath path : new EntryPath[] {
            EntryPath.of("A"),
            EntryPath.of("B C"),
            EntryPath.of(""),
            EntryPath.of("db").key("password")
        }) {
            assertThatThrownBy(() -> document.insert(path, Document.Value.string("v")))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED));
        }
    }

    @Test
    void what_no_text_file_holds_is_refused_and_not_changed() {
        Document document = parse("A=b");
        Entry entry = document.entries().get(0);

        for (String value : new String[] {"a\u0000b", "\uD800", "\uDC00", "\uD800x"}) {
            assertThatThrownBy(() -> document.replace(Map.of(entry, Document.Value.string(value))))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("x.env: A: the value holds");
        }
    }

    @Test
    void an_entry_of_another_document_is_not_replaced() {
        Entry foreign = parse("A=b").entries().get(0);

        assertThatThrownBy(() -> parse("A=b").replace(Map.of(foreign, Document.Value.string("c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_holds_letters_digits_underscores_dots_and_dashes() {
        assertThat(parse("1-b.C_=d").entries().get(0).path()).isEqualTo(EntryPath.of("1-b.C_"));
    }

    @Test
    void an_empty_text_has_no_entries() {
        for (String text : new String[] {"", "\uFEFF", "\n", "   ", "# only a comment"}) {
            assertThat(parse(text).entries()).isEmpty();
        }
    }

    @Test
    void places_count_lines_and_columns_from_one() {
        Entry entry = parse("\uFEFFA=\"b\nc\"\r\n\tD= e").entries().get(1);

        assertThat(entry.place().withColumn()).isEqualTo("x.env:3:5");
        assertThat(parse("\uFEFFA=b").entries().get(0).place().withColumn()).isEqualTo("x.env:1:3");
    }

    private static Document parse(String text) {
        return Documents.parse("x.env", text, Format.ENV);
    }
}

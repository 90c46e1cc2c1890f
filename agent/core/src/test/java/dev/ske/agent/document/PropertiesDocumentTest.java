package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropertiesDocumentTest {
    static Object[] values() {
        return new Object[][] {
            {"a=b", "a", "b"},
            {"a:b", "a", "b"},
            {"a b", "a", "b"},
            {"  a \t:  b  ", "a", "b  "},
            {"a = = b", "a", "= b"},
            {"a", "a", ""},
            {"a=", "a", ""},
            {"a\\ b\\=c\\:d=e", "a b=c:d", "e"},
            {"a=b # not a comment", "a", "b # not a comment"},
            {"! comment\n# comment \\\na=b", "a", "b"},
            {"a=b\\\n   c", "a", "bc"},
            {"a=b\\\r\n   c", "a", "bc"},
            {"a\\\n  b=c", "ab", "c"},
            {"a=b\\\\\nc=d", "a", "b\\"},
            {"a=b\\", "a", "b"},
            {"a=\\t\\n\\r\\f\\q\\u00e9", "a", "\t\n\r\fq\u00e9"},
            {"db.password=b", "db.password", "b"},
            {"\uFEFFa=b", "a", "b"},
            {"=b", "", "b"},
        };
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_line_gives_its_name_and_value(String text, String name, String value) {
        Entry entry = parse(text).entries().get(0);

        assertThat(entry.path()).isEqualTo(EntryPath.of(name));
        assertThat(entry.value()).isEqualTo(value);
    }

    static Object[] refusals() {
        return new Object[][] {
            {"a=b\nc=d\n a:e", "x.properties:3:2: a: already set in line 1"},
            {"a.b=\\u12", "x.properties:1:5: a.b: \\u without four hexadecimal digits"},
            {"a\\u12g4=b", "x.properties:1:1: \\u without four hexadecimal digits"},
            {"a=b\u0000", "x.properties:1:4: not text in UTF-8"},
        };
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_a_reader_could_not_tell_apart_is_refused_with_its_place(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
            assertThat(failure).hasMessage(message);
            assertThat(failure.hint()).isNotBlank();
        });
    }

    static Object[] replacements() {
        return new Object[][] {
            {"a = b\nc=d", "ENC[v2:QQ==]", "a = ENC[v2:QQ==]\nc=d"},
            {"a", "b", "a=b"},
            {"a ", "b", "a b"},
            {"a\\=", "b", "a\\==b"},
            {"a\\\n", "b", "a\\\n=b"},
            {"a=\\", "b", "a=b\\"},
            {"a=b\\\n  c\nd=e", "f", "a=f\nd=e"},
            {"a b", "=c", "a \\=c"},
            {"a=b", "  c ", "a=\\  c "},
            {"a=b", "\u00e9\u20ac\\\n", "a=\\u00e9\\u20ac\\\\\\n"},
        };
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void a_replaced_value_is_escaped_as_it_needs(String text, String value, String changed) {
        Document document = parse(text);

        String written = document.replace(Map.of(document.entries().get(0), Document.Value.string(value)));

        assertThat(written).isEqualTo(changed);
        assertThat(parse(written).entries().get(0).value()).isEqualTo(value);
    }

    static Object[] insertions() {
        return new Object[][] {
            {"", "n\\ m=v\n"},
            {"a=b", "a=b\nn\\ m=v"},
            {"a=b\r\n", "a=b\r\nn\\ m=v\r\n"},
            {"a=b\\", "a=b\\\n\nn\\ m=v"},
            {"a=b\\\n", "a=b\\\n\nn\\ m=v\n"},
            {"# comment\\", "# comment\\\nn\\ m=v"},
        };
    }

    @ParameterizedTest
    @MethodSource("insertions")
    void a_new_name_becomes_the_last_line_and_no_part_of_the_one_before(String text, String longer) {
        Document document = parse(text);

        String written = document.insert(EntryPath.of("n m"), Document.Value.string("v"));

        assertThat(written).isEqualTo(longer);
        assertThat(parse(written).entries()).hasSize(document.entries().size() + 1);
    }

    private static Document parse(String text) {
        return Documents.parse("x.properties", text, Format.PROPERTIES);
    }
}

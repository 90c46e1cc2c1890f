package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    @Test
    void objects_and_arrays_are_walked_to_their_leaves() {
        Document document = Texts.json(
                "\uFEFF{\"a\": {\"b\": [1, {\"c\": \"x\\u0041\\ud83d\\ude00\\/\"}, [null, true]], \"d\": {}, \"e\": []}, \"f.g\": \"\"}");
        assertThat(Texts.values(document).toString())
                .isEqualTo("{a.b.0=1, a.b.1.c=xA\uD83D\uDE00/, a.b.2.0=null, a.b.2.1=true, a.d={}, a.e=[], f.g=}");
        assertThat(document.entries().stream().map(entry -> entry.kind().toString()))
                .containsExactly("NUMBER", "STRING", "NULL", "BOOLEAN", "EMPTY_MAP", "EMPTY_LIST", "STRING");
        Entry entry = Texts.entry(document, "a.b.1.c");
        assertThat(document.text().substring(entry.start(), entry.end())).isEqualTo("\"x\\u0041\\ud83d\\ude00\\/\"");
        assertThat(Texts.entry(document, "f.g").path()).isEqualTo(EntryPath.of("f.g"));
    }

    /** Text, line and column, path, message. */
    static Object[] broken() {
        return new Object[][] {
            {"", "1:1", null, "document is empty"},
            {" \n", "2:1", null, "document is empty"},
            {"[1]", "1:1", null, "top level is not an object"},
            {"\"a\"", "1:1", null, "top level is not an object"},
            {"{} {}", "1:4", null, "text after the end of the document"},
            {"{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "3:2", "a", "key written twice, also in line 1"},
            {"{\"a\": 1, \"\\u0061\": 3}", "1:10", "a", "key written twice, also in line 1"},
            {"{\"a\": 1,}", "1:9", "a", "expected a key in double quotes"},
            {"{\"a\": [1,]}", "1:10", "a.1", "expected a value"},
            {"{\"a\": [1 2]}", "1:10", "a.0", "expected ',' or ']' after a value"},
            {"{\"a\": 1 \"b\": 2}", "1:9", "a", "expected ',' or '}' after a value"},
            {"{\"a\" 1}", "1:6", "a", "expected ':' after a key"},
            {"{\"a\": 1 // c\n}", "1:9", "a", "expected ',' or '}' after a value"},
            {"{# c\n\"a\": 1}", "1:2", null, "expected a key in double quotes"},
            {"{'a': 1}", "1:2", null, "expected a key in double quotes"},
            {"{a: 1}", "1:2", null, "expected a key in double quotes"},
            {"{\"a\": NaN}", "1:7", "a", "expected a value"},
            {"{\"a\": Infinity}", "1:7", "a", "expected a value"},
            {"{\"a\": -Infinity}", "1:8", "a", "expected a digit"},
            {"{\"a\": True}", "1:7", "a", "expected a value"},
            {"{\"a\": truer}", "1:11", "a", "expected ',' or '}' after a value"},
            {"{\"a\": 01}", "1:7", "a", "number with a leading zero"},
            {"{\"a\": +1}", "1:7", "a", "expected a value"},
            {"{\"a\": .5}", "1:7", "a", "expected a value"},
            {"{\"a\": 5.}", "1:9", "a", "expected a digit"},
            {"{\"a\": 1e}", "1:9", "a", "expected a digit"},
            {"{\"a\": 0x1}", "1:8", "a", "expected ',' or '}' after a value"},
            {"{\"a\": \"x}", "1:7", "a", "string is not closed"},
            {"{\"a\": \"x\ny\"}", "1:9", "a", "control character in a string"},
            {"{\"a\": \"\\x41\"}", "1:8", "a", "unknown escape in a string"},
            {"{\"a\": \"\\u00g1\"}", "1:8", "a", "unknown escape in a string"},
            {"{\"a\": \"\\ud83d\"}", "1:7", "a", "string with half of a surrogate pair"},
            {"{\"a\": \"\\ude00\\ud83d\"}", "1:7", "a", "string with half of a surrogate pair"},
            {"{\"a\": {\"b\": 1", "1:14", "a.b", "document ends in the middle"},
            {"{\"a\"", "1:5", "a", "document ends in the middle"},
            {"{\"a\":\u00a01}", "1:6", "a", "expected a value"},
        };
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_not_json_is_refused_with_its_place(String text, String place, String path, String message) {
        SyntaxError error = refused(text);
        assertThat(error).hasMessage(message);
        assertThat(new Lines("t.json", text).at(error.offset()).withColumn()).isEqualTo("t.json:" + place);
        assertThat(error.path() == null ? null : error.path().toString()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"SECRET",
                "{\"a\": SECRET}",
                "{\"a\": \"SECRET\\q\"}",
                "{\"a\": \"b\" SECRET",
                "[\"SECRET\"]"
            })
    void a_refusal_shows_nothing_of_a_value(String text) {
        SyntaxError error = refused(text);
        assertThat(error.getMessage() + error.hint() + error.path()).doesNotContain("SECRET");
    }

    @Test
    void deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
        assertThat(refused("{\"a\": " + "[".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        assertThat(refused("{\"a\": ".repeat(100_000))).hasMessageStartingWith("too deeply nested");
        assertThat(Texts.json("{\"a\": " + "[".repeat(199) + "]".repeat(199) + "}")
                        .entries())
                .hasSize(1);
    }

    @Test
    void large_documents_are_read_in_linear_time() {
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            many.append(i > 0 ? "," : "")
                    .append("\"key")
                    .append(i)
                    .append("\": \"value ")
                    .append(i)
                    .append("\"");
        }
        String large = "{\"a\": \"" + "x\uD83D\uDE00\\n".repeat(2_000_000) + "\"}";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(Texts.json(many.append("}").toString()).entries()).hasSize(100_000);
            assertThat(Texts.json(large).entries()).hasSize(1);
        });
        assertThat(refused("{\"a\": [" + "1,".repeat(1_000_001) + "1]}")).hasMessageStartingWith("too many values");
    }

    @Test
    void a_text_is_written_with_the_escapes_that_it_needs() {
        Document document = Texts.json("{\"a\" : 12 , \"b\":[ true]}");
        assertThat(Texts.replace(document, "a", "ENC[v2:QUJD+/==]"))
                .isEqualTo("{\"a\" : \"ENC[v2:QUJD+/==]\" , \"b\":[ true]}");
        assertThat(Texts.replace(document, "b.0", "\"\\\b\f\n\r\t\u0001/\u00e9\uD83D\uDE00\u2028"))
                .isEqualTo("{\"a\" : 12 , \"b\":[ \"\\\"\\\\\\b\\f\\n\\r\\t\\u0001/\u00e9\uD83D\uDE00\u2028\"]}");
        assertThat(Texts.replace(document, "b.0", Document.Value.literal(Entry.Kind.NUMBER, "-1.5")))
                .isEqualTo("{\"a\" : 12 , \"b\":[ -1.5]}");
    }

    /** Text, path with dots, new text. */
    static Object[] inserted() {
        return new Object[][] {
            {"{}", "a", "{\"a\": \"v\"}"},
            {"{}\n", "a.b", "{\"a\": {\"b\": \"v\"}}\n"},
            {"{\"a\":1}", "b", "{\"a\":1,\"b\":\"v\"}"},
            {"{\"a\": 1}", "b", "{\"a\": 1, \"b\": \"v\"}"},
            {"{ \"a\": 1 }", "b", "{ \"a\": 1, \"b\": \"v\" }"},
            {"{\n  \"a\": 1\n}\n", "b", "{\n  \"a\": 1,\n  \"b\": \"v\"\n}\n"},
            {"{\r\n\t\"a\" : 1\r\n}", "b.c", "{\r\n\t\"a\" : 1,\r\n\t\"b\" : {\r\n\t\t\"c\" : \"v\"\r\n\t}\r\n}"},
            {
                "{\n  \"a\": {\n    \"b\": [1, {\"}\": \"]\"}]\n  },\n  \"c\": 2\n}",
                "a.d",
                "{\n  \"a\": {\n    \"b\": [1, {\"}\": \"]\"}],\n    \"d\": \"v\"\n  },\n  \"c\": 2\n}"
            },
            {"{\"a\": [0, {\"b\": -1e5}]}", "a.1.c", "{\"a\": [0, {\"b\": -1e5, \"c\": \"v\"}]}"},
            {"\uFEFF{\"a\\u0062\": {}}", "ab.c", "\uFEFF{\"a\\u0062\": {\"c\": \"v\"}}"},
        };
    }

    @ParameterizedTest
    @MethodSource("inserted")
    void a_new_value_is_written_as_its_neighbours_are(String text, String path, String expected) {
        String changed = Texts.json(text).insert(Texts.path(path.split("\\.")), Document.Value.string("v"));
        assertThat(changed).isEqualTo(expected);
        assertThat(Texts.entry(Texts.json(changed), path).value()).isEqualTo("v");
    }

    static Object[] noPlace() {
        return new Object[][] {
            {"{\"a\": 1}", "a", "t.json:1: cannot add a: a is there already"},
            {"{\n\"a\": 1}", "a.b", "t.json:2: cannot add a.b: a is a value, so nothing can be put under it"},
            {"{\"a\": [1]}", "a.b", "t.json:1: cannot add a.b: a is a list, so no name can be put under it"},
        };
    }

    @ParameterizedTest
    @MethodSource("noPlace")
    void a_new_value_that_has_no_place_is_refused(String text, String path, String message) {
        assertThatThrownBy(() -> Texts.json(text).insert(Texts.path(path.split("\\.")), Document.Value.string("v")))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Code.DOCUMENT_MALFORMED))
                .hasMessage(message);
    }

    private static SyntaxError refused(String text) {
        SyntaxError error = catchThrowableOfType(SyntaxError.class, () -> Texts.json(text));
        assertThat(error).as(text.substring(0, Math.min(80, text.length()))).isNotNull();
        return error;
    }
}

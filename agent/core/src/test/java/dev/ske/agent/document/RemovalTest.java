package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemovalTest {
    /** Format, text, path with slashes, new text. */
    static Object[] removed() {
        return new Object[][] {
            {Format.ENV, "A=b\nC=d\nE=f\n", "C", "A=b\nE=f\n"},
            {Format.ENV, "A=b\r\n# of C\r\n  export C = d # e\r\n\r\nE=f", "C", "A=b\r\n# of C\r\n\r\nE=f"},
            {Format.ENV, "A=b\nC=d", "C", "A=b\n"},
            {Format.ENV, "\uFEFFA=b\nC=d\n", "A", "\uFEFFC=d\n"},
            {Format.ENV, "A=b\rC=\"d\re\" # f\rG=\r", "C", "A=b\rG=\r"},
            {Format.ENV, "A=\nC=d\n", "A", "C=d\n"},
            {Format.ENV, "\uFEFFA=", "A", "\uFEFF"},
            {Format.ENV, "a.b=c\n", "a.b", ""},
            {Format.PROPERTIES, "a = b\nc d\ne", "c", "a = b\ne"},
            {Format.PROPERTIES, "a=b\nna\\\n  me = c\\\n  d\ne=f\n", "name", "a=b\ne=f\n"},
            {Format.PROPERTIES, "a=b\n# c \\\nd=e\nf=g\n", "d", "a=b\n# c \\\nf=g\n"},
            {Format.PROPERTIES, "a=b\n\\\n  d=e\nf=g\n", "d", "a=b\nf=g\n"},
            {Format.PROPERTIES, "a=b\\\n", "a", ""},
            {Format.PROPERTIES, "\uFEFFa=b\r\nc=d\r\n", "a", "\uFEFFc=d\r\n"},
            {Format.JSON, "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n", "a", "{\n  \"b\": 2,\n  \"c\": 3\n}\n"},
            {Format.JSON, "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n", "b", "{\n  \"a\": 1,\n  \"c\": 3\n}\n"},
            {Format.JSON, "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n", "c", "{\n  \"a\": 1,\n  \"b\": 2\n}\n"},
            {Format.JSON, "{\r\n\t\"a\": {\r\n\t\t\"b\": 2\r\n\t}\r\n}", "a/b", "{\r\n\t\"a\": {}\r\n}"},
            {Format.JSON, "{\n  \"a\": {\n    \"b\": 2\n  },\n  \"c\": 3\n}", "a", "{\n  \"c\": 3\n}"},
            {Format.JSON, "{\"a\":1,\"b\":2,\"c\":3}", "a", "{\"b\":2,\"c\":3}"},
            {Format.JSON, "{\"a\":1, \"b\":2, \"c\":3}", "b", "{\"a\":1, \"c\":3}"},
            {Format.JSON, "{\"a\":1 , \"b\":\"},\" }", "b", "{\"a\":1 }"},
            {Format.JSON, "{\"a\":[1, \"x\", 3]}", "a/1", "{\"a\":[1, 3]}"},
            {Format.JSON, "{\"a\":[ 1 ]}", "a/0", "{\"a\":[]}"},
            {Format.JSON, "{\"a\":1,\"b\":2,\n\"c\":3}", "b", "{\"a\":1,\n\"c\":3}"},
            {Format.JSON, "{\"a\":1\n,\"b\":2\n,\"c\":3\n}", "b", "{\"a\":1\n,\"c\":3\n}"},
            {Format.JSON, "{ \"a\": 1 }", "a", "{}"},
            {Format.JSON, "\uFEFF{ \"a\": {} , \"b\": [] }", "a", "\uFEFF{ \"b\": [] }"},
            {Format.YAML, "a: 1\nb: 2\nc: 3\n", "b", "a: 1\nc: 3\n"},
            {Format.YAML, "a: 1\nb: x # y\n\n# of c\nc: 3", "b", "a: 1\n\n# of c\nc: 3"},
            {Format.YAML, "a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 3\r\n", "b", "a: 1\r\nc: 3\r\n"},
            {Format.YAML, "a: 1\nb: |+\n  x\n\nc: 3\n", "b", "a: 1\nc: 3\n"},
            {Format.YAML, "a: 1\nb: x\n  y\n\n  z\nc: 3\n", "b", "a: 1\nc: 3\n"},
            {Format.YAML, "a: 1\nb: &x !!str\n  'y'\nc: 3\n", "b", "a: 1\nc: 3\n"},
            {Format.YAML, "a: 1\nb:\n", "b", "a: 1\n"},
            {Format.YAML, "a: 1\nb: 2", "b", "a: 1\n"},
            {Format.YAML, "\uFEFFa: 1\nb: 2\n", "a", "\uFEFFb: 2\n"},
            {Format.YAML, "# c\na: 1\n", "a", "# c\n"},
            {Format.YAML, "---\na: 1\n...\n", "a", "---\n...\n"},
            {Format.YAML, "? a\n: 1\n? b\n: 2\n", "a", "? b\n: 2\n"},
            {Format.YAML, "db:\n  a: 1\n  b: 2\nx: y\n", "db/a", "db:\n  b: 2\nx: y\n"},
            {Format.YAML, "db: # c\n  # d\n  a: 1 # e\nx: y\n", "db/a", "db: {} # c\n  # d\nx: y\n"},
            {Format.YAML, "db: &x\n  a: 1\nx: y\n", "db/a", "db: &x {}\nx: y\n"},
            {Format.YAML, "db:\n  a:\n    b: 1\nx: y\n", "db/a", "db: {}\nx: y\n"},
            {Format.YAML, "k:\n- a\n- b # c\n- d\n", "k/1", "k:\n- a\n- d\n"},
            {Format.YAML, "k:\n  - a\nx: y", "k/0", "k: []\nx: y"},
            {Format.YAML, "k:\n- a: 1\n  b: 2\n- c: 3\n", "k/0", "k:\n- c: 3\n"},
            {Format.YAML, "k:\n- a: 1\n  b: 2\n- c: 3\n", "k/0/a", "k:\n- b: 2\n- c: 3\n"},
            {Format.YAML, "k:\n- a: 1 # c\n  # of b\n  b: 2\n", "k/0/a", "k:\n-\n  # of b\n  b: 2\n"},
            {Format.YAML, "k:\n- a: 1 # c\n- c: 3\n", "k/0/a", "k:\n- {}\n- c: 3\n"},
            {Format.YAML, "k:\n- a: |+\n    x\n\n- c: 3\n", "k/0/a", "k:\n- {}\n- c: 3\n"},
            {Format.YAML, "k:\n- - a\n  - b\n", "k/0/0", "k:\n- - b\n"},
            {Format.YAML, "a: {b: 1, c: 2}\n", "a/b", "a: {c: 2}\n"},
            {Format.YAML, "a: {b: 1, c: 2}\n", "a/c", "a: {b: 1}\n"},
            {Format.YAML, "a: { b: 1 }\n", "a/b", "a: {}\n"},
            {Format.YAML, "a: [b, c,]\n", "a/1", "a: [b,]\n"},
            {Format.YAML, "a: [b # c\n, d]\n", "a/1", "a: [b # c\n ]\n"},
            {Format.YAML, "a: [\n  b, # c\n  d # e\n]\n", "a/1", "a: [\n  b # c\n]\n"},
            {Format.YAML, "a: [\n  b, # c\n  d, # e\n]\n", "a/1", "a: [\n  b, # c\n]\n"},
            {Format.YAML, "a: [\n  b, # c\n  d # e\n]\n", "a/0", "a: [\n  d # e\n]\n"},
            {Format.YAML, "a: [\n  # c\n  d # e\n]\n", "a/0", "a: [\n  # c\n]\n"},
            {Format.YAML, "a: [b: c, d]\n", "a/0/b", "a: [{}, d]\n"},
            {Format.YAML, "{a: 1}\n", "a", "{}\n"},
            {Format.YAML, "a: &x 1\nb: *x\nc: 2\n", "b", "a: &x 1\nc: 2\n"},
            {Format.YAML, "a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n", "d/e", "a: &x {b: 1}\nc: *x\nd: {<<: *x}\n"},
            {Format.YAML, "a: |+\n  x\nb: 1\n\n# c\nd: 2\n", "b", "a: |+\n  x\nd: 2\n"},
            {Format.YAML, "a: |\n  x\nb: 1\n  # c\nd: 2\n", "b", "a: |\n  x\nd: 2\n"},
        };
    }

    @ParameterizedTest
    @MethodSource("removed")
    void an_entry_goes_and_all_else_stays(Format format, String text, String path, String expected) {
        Document document = Documents.parse("t", text, format);
        assertThat(document.remove(path(path))).isEqualTo(expected);
    }

    static Object[] kept() {
        return new Object[][] {
            {Format.ENV, "A=b\n", "B", "t: B: is not set"},
            {Format.ENV, "A=b\n", "A/0", "t: A.0: is not set"},
            {Format.PROPERTIES, "A=b\n", "a", "t: a: is not set"},
            {Format.JSON, "{\"a\": {\"b\": 1}}", "a/c", "t:1: cannot remove a.c: a.c is not set"},
            {Format.JSON, "{\"a\": 1}", "a/b", "t:1: cannot remove a.b: a.b is not set"},
            {Format.YAML, "a: 1\nb:\n  c: 2\n", "b/d", "t:3: cannot remove b.d: b.d is not set"},
            {Format.YAML, "a: &x 1\nb: *x\n", "a", "t:1: cannot remove a: a has an anchor that an alias uses"},
            {
                Format.YAML,
                "a: &x\n  b: 1\nc: *x\n",
                "a/b",
                "t:2: cannot remove a.b: a.b has an anchor that an alias uses"
            },
            {Format.YAML, "a: &x\n  b: 1\nc: *x\n", "c/b", "t:3: cannot remove c.b: c comes from an anchor"},
            {Format.YAML, "a: &x\n  b: 1\nc:\n  <<: *x\n", "c/b", "t:2: cannot remove c.b: c.b comes by a merge key"},
            {
                Format.YAML,
                "a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n",
                "c/b",
                "t:5: cannot remove c.b: c.b cannot go without a change of other values"
            },
        };
    }

    @ParameterizedTest
    @MethodSource("kept")
    void what_cannot_be_taken_out_is_refused(Format format, String text, String path, String message) {
        Document document = Documents.parse("t", text, format);
        assertThatThrownBy(() -> document.remove(path(path)))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Code.DOCUMENT_MALFORMED))
                .hasMessage(message);
    }

    /** Format, text, path of the list, new text. */
    static Object[] appended() {
        return new Object[][] {
            {Format.JSON, "{\"k\":[\"a\"]}", "k", "{\"k\":[\"a\", \"v:w\"]}"},
            {Format.JSON, "{\"k\":[]}", "k", "{\"k\":[\"v:w\"]}"},
            {Format.JSON, "{\n  \"k\": [\n    \"a\"\n  ]\n}", "k", "{\n  \"k\": [\n    \"a\",\n    \"v:w\"\n  ]\n}"},
            {Format.JSON, "{\"s\": {\"k\": [{\"a\": [1]}]}}", "s/k", "{\"s\": {\"k\": [{\"a\": [1]}, \"v:w\"]}}"},
            {Format.JSON, "{\"a\": 1}", "s/k", "{\"a\": 1, \"s\": {\"k\": [\"v:w\"]}}"},
            {Format.YAML, "ske: {keys: [a]}\n", "ske/keys", "ske: {keys: [a, \"v:w\"]}\n"},
            {Format.YAML, "ske: {keys: [ a, b ]}\n", "ske/keys", "ske: {keys: [ a, b, \"v:w\" ]}\n"},
            {Format.YAML, "k: []\n", "k", "k: [\"v:w\"]\n"},
            {Format.YAML, "k: [a,]\n", "k", "k: [a, \"v:w\",]\n"},
            {Format.YAML, "k: [\n  a, # b\n  c # d\n]\n", "k", "k: [\n  a, # b\n  c, # d\n  \"v:w\"\n]\n"},
            {Format.YAML, "k:\n- a # b\n\nx: y\n", "k", "k:\n- a # b\n- v:w\n\nx: y\n"},
            {
                Format.YAML,
                "s:\r\n  k:\r\n    - a: 1\r\n      b: 2\r\n",
                "s/k",
                "s:\r\n  k:\r\n    - a: 1\r\n      b: 2\r\n    - v:w\r\n"
            },
            {Format.YAML, "k:\n  - a", "k", "k:\n  - a\n  - v:w"},
            {Format.YAML, "k:\n- |\n  a\nx: y\n", "k", "k:\n- |\n  a\n- v:w\nx: y\n"},
            {Format.YAML, "a: 1\n", "ske/keys", "a: 1\nske:\n  keys: [\"v:w\"]\n"},
        };
    }

    @ParameterizedTest
    @MethodSource("appended")
    void an_item_is_added_to_the_end_of_a_list(Format format, String text, String path, String expected) {
        String longer = Documents.parse("t", text, format).append(path(path), Document.Value.string("v:w"));
        assertThat(longer).isEqualTo(expected);
        assertThat(Documents.parse("t", longer, format).entries())
                .anySatisfy(entry -> assertThat(entry.value()).isEqualTo("v:w"));
    }

    static Object[] noLists() {
        return new Object[][] {
            {Format.ENV, "A=b\n", "A", "t: A: the file's format has no lists"},
            {Format.JSON, "{\"a\": 1}", "a", "t:1: cannot add to a: a is no list"},
            {Format.YAML, "a:\n  b: 1\n", "a", "t:2: cannot add to a: a is no list"},
            {
                Format.YAML,
                "a: &x [b]\nc: *x\n",
                "c",
                "t:1: cannot add to c: c comes from an anchor, so nothing can be put under it here"
            },
            {
                Format.YAML,
                "a: &x [b]\nc: *x\n",
                "a",
                "t:1: cannot add to a: a cannot grow without a change of other values"
            },
        };
    }

    @ParameterizedTest
    @MethodSource("noLists")
    void what_is_no_list_does_not_grow(Format format, String text, String path, String message) {
        Document document = Documents.parse("t", text, format);
        assertThatThrownBy(() -> document.append(path(path), Document.Value.string("v")))
                .isInstanceOf(Failure.class)
                .hasMessage(message);
    }

    @Test
    void an_item_of_several_names_is_given_as_written() {
        Document.Value item =
                Document.Value.literal(Entry.Kind.EMPTY_MAP, "{\"aws-kms\": \"alias/x\", \"region\": \"r\"}");
        assertThat(Documents.parse("t", "k:\n- a\n", Format.YAML).append(path("k"), item))
                .isEqualTo("k:\n- a\n- {\"aws-kms\": \"alias/x\", \"region\": \"r\"}\n");
    }

    private static EntryPath path(String text) {
        EntryPath path = EntryPath.ROOT;
        for (String part : text.split("/", -1)) {
            path = part.matches("[0-9]+") ? path.index(Integer.parseInt(part)) : path.key(part);
        }
        return path;
    }
}

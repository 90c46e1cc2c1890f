package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the test suite of Node's dotenv, versions 16 and 17, holds about its syntax, with names and values of our own: each
 * value is the one that dotenv 16.6 and 17.4 give.
 */
class DotenvTest {
    static Object[] cases() {
        return new Object[][] {
            {"NAME=plain", "plain"},
            {"\n# a note, and a blank line above\nNAME=below", "below"},
            {"NAME=", ""},
            {"NAME=''", ""},
            {"NAME=\"\"", ""},
            {"NAME=``", ""},
            {"NAME='one_word'", "one_word"},
            {"NAME='   kept blanks   '", "   kept blanks   "},
            {"NAME=\"one_word\"", "one_word"},
            {"NAME=\"   kept blanks   \"", "   kept blanks   "},
            {"NAME=`one_word`", "one_word"},
            {"NAME=`   kept blanks   `", "   kept blanks   "},
            {"NAME='a \"double\" quote'", "a \"double\" quote"},
            {"NAME=\"{ user: $SOMEBODY}\"", "{ user: $SOMEBODY}"},
            {"NAME=\"a 'single' quote\"", "a 'single' quote"},
            {"NAME='a `back` tick'", "a `back` tick"},
            {"NAME=\"a `back` tick\"", "a `back` tick"},
            {"NAME=`a \"double\" quote`", "a \"double\" quote"},
            {"NAME=`a 'single' quote`", "a 'single' quote"},
            {"NAME=`both \"double\" and 'single'`", "both \"double\" and 'single'"},
            {"NAME=\"up\\nand\\ndown\"", "up\nand\ndown"},
            {"NAME=up\\ndown", "up\\ndown"},
            {"NAME='up\\ndown'", "up\\ndown"},
            {"NAME=told apart # here #and #there", "told apart"},
            {"NAME='with a #hash inside' # note", "with a #hash inside"},
            {"NAME=\"with a #hash inside\" # note", "with a #hash inside"},
            {"NAME=`with a #hash inside` # note", "with a #hash inside"},
            {"NAME=told apart at once#a note needs no blank", "told apart at once"},
            {"NAME=\"ONE\" # or \"TWO\" or \"THREE\"", "ONE"},
            {"NAME=base64==", "base64=="},
            {"NAME={\"user\": \"root\"}", "{\"user\": \"root\"}"},
            {"NAME='{\"user\": \"root\"}'", "{\"user\": \"root\"}"},
            {"NAME=`{\"user\": \"root's\"}`", "{\"user\": \"root's\"}"},
            {"NAME=     several words", "several words"},
            {"NAME=    \"blanks before a quote\"", "blanks before a quote"},
            {"NAME=first.last@mail.example", "first.last@mail.example"},
            {"     NAME = blanks around", "blanks around"},
            {"export NAME = as a shell has it", "as a shell has it"},
            {"NAME=\"one\ntwo\nthree\"", "one\ntwo\nthree"},
            {"NAME='one\ntwo\nthree'", "one\ntwo\nthree"},
            {"NAME=`one\n\"two's\"\nthree`", "one\n\"two's\"\nthree"},
            {
                "NAME=\"-----BEGIN THING-----\nQUJD/+9\nREVG==\n-----END THING-----\"\n",
                "-----BEGIN THING-----\nQUJD/+9\nREVG==\n-----END THING-----"
            },
            {"NAME=true", "true"},
            {"\uFEFFNAME=marked", "marked"},
            {"NAME: as yaml has it", "as yaml has it"},
            {"NAME=#all note", ""},
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_of_dotenvs_suite_gives_dotenvs_value(String text, String value) {
        assertThat(values(text)).isEqualTo(Map.of("NAME", value));
    }

    @Test
    void every_kind_of_line_break_ends_a_line() {
        for (String lineBreak : List.of("\n", "\r", "\r\n")) {
            assertThat(values(String.join(lineBreak, "HOST=here", "PASS=word", "BASE=tests", "")))
                    .isEqualTo(Map.of("HOST", "here", "PASS", "word", "BASE", "tests"));
        }
    }

    @Test
    void a_note_is_no_name() {
        assertThat(values("# NAME=value\nOTHER=value")).isEqualTo(Map.of("OTHER", "value"));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Entry entry : Documents.parse("x.env", text, Format.ENV).entries()) {
            values.put(entry.path().toString(), entry.value());
        }
        return values;
    }
}

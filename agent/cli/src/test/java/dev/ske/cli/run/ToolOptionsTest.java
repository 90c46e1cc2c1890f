package dev.ske.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-javaagent:/a.jar=config=/b.yaml | -javaagent:/a.jar=config=/b.yaml",
                "/a b.jar | '/a b.jar'",
                "keys=[\"a\"] | 'keys=[\"a\"]'",
                "it's | it\"'s\"",
            })
    void only_what_needs_quotes_gets_them(String option, String quoted) {
        assertThat(ToolOptions.quoted(option)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "'single'",
                "\"double\"",
                "both ' and \" and '' and \"\"",
                "' leading",
                "trailing \"",
                "a\tb\nc",
                "\\ is nothing special"
            })
    void a_jvm_reads_what_was_quoted(String option) {
        assertThat(readAsAJvmDoes(ToolOptions.with("-Dbefore=1", option))).containsExactly("-Dbefore=1", option);
    }

    @Test
    void what_was_there_stays_in_front() {
        assertThat(ToolOptions.with(null, "a")).isEqualTo("a");
        assertThat(ToolOptions.with(" ", "a")).isEqualTo("a");
        assertThat(ToolOptions.with("-Xmx1g  -Dx='y z'", "a b")).isEqualTo("-Xmx1g  -Dx='y z' 'a b'");
    }

    /** Blanks end an option, quotes hold what is between two of a kind, and nothing escapes them. */
    private static List<String> readAsAJvmDoes(String variable) {
        List<String> options = new ArrayList<>();
        StringBuilder option = new StringBuilder();
        char quote = 0;
        for (char c : (variable + " ").toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (option.length() > 0) {
                    options.add(option.toString());
                }
                option.setLength(0);
            } else {
                option.append(c);
            }
        }
        return options;
    }
}

package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictMarkersTest {
    @ParameterizedTest
    @CsvSource({
        "YAML, 'a: b\n<<<<<<< ours\nc: d\n=======\nc: e\n>>>>>>> theirs\n'",
        "YAML, '<<<<<<< HEAD\r\nc: d\r\n=======\r\nc: e\r\n>>>>>>> x\r\n'",
        "JSON, '{\n<<<<<<< ours\n\"c\": 1\n=======\n\"c\": 2\n>>>>>>> theirs\n}\n'",
        "ENV, 'A=b\n<<<<<<< ours\nC=d\n=======\nC=e\n>>>>>>> theirs\n'",
        "PROPERTIES, 'a=b\n<<<<<<< ours\nc=d\n=======\nc=e\n>>>>>>> theirs\n'",
    })
    void a_document_with_a_merges_conflict_says_what_to_do_about_it(Format format, String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Documents.parse("x", text, format));
        assertThat(failure.hint()).contains("keep one side", "<<<<<<<", ">>>>>>>");
    }
}

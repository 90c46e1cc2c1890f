package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Options;
import dev.ske.agent.store.SealedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code expand: true}, through a whole start: what the value of X is read as. */
class ExpansionTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("REAL", "real", "EMPTY", "");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$A                 | one",
                "${A}               | one",
                "a${A}b$A.c         | aoneb" + "one.c",
                "$REAL              | real",
                "${NONE:-other}     | other",
                "${EMPTY:-other}    | other",
                "${A:-other}        | one",
                "\"${A} two\"       | one two",
                "\"\\$A \\\\$A\"    | $A \\one",
                "\\$A               | $A",
                "'$A ${A}'          | $A ${A}",
                "`$A`               | $A",
                "5$                 | 5$",
                "$5                 | $5",
                "p$$A               | p$one",
                "$B                 | one and $A"
            })
    void references_are_replaced_once_outside_single_quotes(String written, String read) throws Exception {
        assertThat(read("SKE_EXPAND=true", written)).isEqualTo(read);
    }

    @Test
    void without_it_a_dollar_sign_is_a_dollar_sign() throws Exception {
        assertThat(read("SKE_EXPAND=false", "${A}")).isEqualTo("${A}");
        assertThat(read("", "${A")).isEqualTo("${A");
    }

    @ParameterizedTest
    @CsvSource({
        "$NONE,                       X refers to NONE",
        "${A,                         X has a ${",
        "${A!x},                      X has a ${",
        "${LATER},                    X refers to LATER"
    })
    void a_reference_that_means_nothing_is_refused_with_its_line(String written, String message) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read("SKE_EXPAND=true", written));
        assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
        assertThat(failure).hasMessageContaining(".env:4: " + message);
    }

    @Test
    void a_setting_cannot_refer_to_a_secret() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("DB_PASSWORD"), "from a file");
        Files.writeString(folder.resolve("b.env"), "X=${DB_PASSWORD}\n");
        Files.writeString(folder.resolve("a.env"), "SKE_SOURCES=dir:secrets,b.env\nSKE_EXPAND=true\n");

        Failure failure = catchThrowableOfType(Failure.class, () -> open(folder.resolve("a.env")));
        assertThat(failure).hasMessageContaining("b.env:1: X refers to DB_PASSWORD, which is a secret");
    }

    private String read(String setting, String written) throws Exception {
        Path file = folder.resolve(".env");
        Files.writeString(file, setting + "\nA=one\nB='one and $A'\nX=" + written + "\nLATER=later\n");
        SealedStore store = open(file);
        return store.exposeAsString(store.snapshot().find("X"));
    }

    private static SealedStore open(Path file) {
        SealedStore store = Opening.start(Options.parse("config=" + file, ENVIRONMENT), ENVIRONMENT, null)
                .await()
                .store();
        store.publish();
        return store;
    }
}

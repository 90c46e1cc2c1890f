package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.Options;
import java.nio.file.Paths;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a document's text to its configuration. */
class SectionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ENV        ; KMS_KEY_ID=alias/billing~AWS_REGION=eu-west-1~DB_USER=a                  ; 1",
                "ENV        ; # written by the original~export AWS_REGION='eu-west-1'~KMS_KEY_ID=\"alias/billing\" ; 3",
                "PROPERTIES ; AWS_REGION=eu-west-1~KMS_KEY_ID: alias/billing                           ; 2",
                "ENV        ; SKE_KEYS_0_AWS_KMS=alias/billing~SKE_KEYS_0_REGION=eu-west-1~KMS_KEY_ID=b ; 1",
                "YAML       ; {ske: {keys: [{aws-kms: alias/billing, region: eu-west-1}]}, KMS_KEY_ID: b} ; 1",
                "JSON       ; {\"ske\": {\"keys\": [{\"aws-kms\": \"alias/billing\", \"region\": \"eu-west-1\"}]}} ; 1"
            })
    void a_key_of_kms_is_found_in_every_format(Format format, String text, int line) {
        Config config = config(format, text.replace('~', '\n'));

        assertThat(config.keys()).hasSize(1);
        KeySpec key = config.keys().get(0);
        assertThat(key.shown()).isEqualTo("alias/billing");
        assertThat(key.kms().region()).isEqualTo("eu-west-1");
        assertThat(key.place()).hasToString("a:" + line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "YAML       ; KMS_KEY_ID: alias/billing",
                "JSON       ; {\"KMS_KEY_ID\": \"alias/billing\"}",
                "ENV        ; KMS_KEY_ID=~AWS_REGION=eu-west-1",
                "ENV        ; kms_key_id=alias/billing",
                "PROPERTIES ; KMS_KEY_ID.x=alias/billing~aws.region=eu-west-1"
            })
    void no_other_entry_stands_for_a_key(Format format, String text) {
        assertThat(config(format, text.replace('~', '\n')).keys()).isEmpty();
    }

    @Test
    void any_name_may_stand_in_an_encryption_context() {
        String text = "ske:\n  keys:\n  - aws-kms: a\n    encryption-context: {1: \"one\", a.b: c, 'x y': \"5\"}\n";

        assertThat(config(Format.YAML, text).keys().get(0).kms().context())
                .containsExactly(Map.entry("1", "one"), Map.entry("a.b", "c"), Map.entry("x y", "5"));
    }

    @Test
    void the_entries_that_stand_for_a_key_are_the_programs_too() {
        for (Entry entry : Documents.parse("a", "KMS_KEY_ID=alias/a\nAWS_REGION=eu-west-1\n", Format.ENV)
                .entries()) {
            assertThat(Sections.reserved(entry.path())).isFalse();
        }
    }

    private static Config config(Format format, String text) {
        return ConfigReader.read(
                Options.parse("config=a", Map.of()),
                Sections.settings(Documents.parse("a", text, format)),
                Paths.get("a"),
                Map.of());
    }
}

package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenKeysTest {
    private static final Path DOCUMENT = Path.of("/conf/a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YAML | ske: {keys: [{file: own.key}, 'aws-kms:alias/own'], required: [A], deadline: 5s}",
                "YAML | ske: {required: [A], deadline: 5s}",
                "ENV | SKE_KEYS=file:own.key\\nSKE_KEYS_0_PERMISSIONS=relaxed\\nSKE_REQUIRED=A\\nSKE_DEADLINE=5s",
                "ENV | KMS_KEY_ID=alias/own\\nAWS_REGION=eu-west-1\\nSKE_REQUIRED=A\\nSKE_DEADLINE=5s"
            })
    void given_keys_take_the_place_of_the_documents_and_its_other_settings_stay(Format format, String text) {
        Config config = read(
                text.replace("\\n", "\n"),
                format,
                "[{\"file\":\"/k\\u002c\\u0020x\",\"permissions\":\"relaxed\"},"
                        + "{\"aws-kms\":\"alias/b\",\"region\":\"eu-central-1\",\"encryption-context\":{\"app\":\"x\"}}]");
        assertThat(config.keys()).hasSize(2);
        assertThat(config.keys().get(0).file()).isEqualTo(Path.of("/k, x"));
        assertThat(config.keys().get(0).relaxed()).isTrue();
        KmsKey kms = config.keys().get(1).kms();
        assertThat(kms.id()).isEqualTo("alias/b");
        assertThat(kms.region()).isEqualTo("eu-central-1");
        assertThat(kms.context()).isEqualTo(Map.of("app", "x"));
        assertThat(config.required()).hasSize(1);
        assertThat(config.deadlineMillis()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:a", "[", "[]},\"x\":{\"y\":1", "[],\"on-error\":\"warn\"", "{\"file\":", "[1]"})
    void what_is_no_list_of_keys_is_refused(String keys) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read("A=1", Format.ENV, keys));
        assertThat(failure.code()).isIn(Code.CONFIG_INVALID, Code.DOCUMENT_MALFORMED);
        assertThat(failure).hasMessageStartingWith("agent options: keys");
    }

    private static Config read(String text, Format format, String keys) {
        List<Setting> settings = Sections.settings(Documents.parse("a", text, format));
        Options options = Options.parse("config=a,keys=" + keys, Map.of());
        assertThat(options.keys()).isEqualTo(keys);
        return ConfigReader.read(options, GivenKeys.instead(settings, keys), DOCUMENT, Map.of());
    }
}

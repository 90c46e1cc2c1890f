package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of AWS KMS in every form, right and wrong, and the entries that stand for one. */
class KmsKeysTest {
    private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/billing",
                "alias/aws/ssm",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "mrk-1234abcd12ab34cd56ef1234567890ab",
                ARN,
                "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/a_b-C/9"
            })
    void a_key_is_a_text_or_a_map_and_only_its_name_is_needed(String name) {
        for (String line : new String[] {
            "keys.0=aws-kms:" + name,
            "keys=aws-kms:" + name,
            "keys.0.aws-kms=" + name,
            "SKE_KEYS=aws-kms:" + name,
            "SKE_KEYS_0=aws-kms:" + name,
            "SKE_KEYS_0_AWS_KMS=" + name
        }) {
            KmsKey key = only("required=A", line);
            assertThat(key.id()).isEqualTo(name);
            assertThat(key.region()).isNull();
            assertThat(key.endpoint()).isNull();
            assertThat(key.credentials()).isEqualTo("role");
            assertThat(key.context()).isEmpty();
            assertThat(key.timeoutMillis()).isZero();
            assertThat(key.place().line()).isEqualTo(2);
        }
    }

    @Test
    void every_setting_of_a_key_is_read_from_a_nested_document() {
        assertEverySetting(Lines.read(
                "keys.0=file:./ske.key",
                "keys.1.aws-kms=alias/billing",
                "keys.1.region=eu-central-1",
                "keys.1.endpoint=http://127.0.0.1:4566",
                "keys.1.credentials=profile:billing",
                "keys.1.encryption-context.app=billing",
                "keys.1.encryption-context.Any Name=x=y,z",
                "keys.1.timeout=3s",
                "keys.1.isolation=process"));
    }

    @Test
    void every_setting_of_a_key_is_read_from_a_flat_document() {
        assertEverySetting(Lines.read(
                "SKE_KEYS_0_FILE=./ske.key",
                "SKE_KEYS_1_AWS_KMS=alias/billing",
                "SKE_KEYS_1_REGION=eu-central-1",
                "SKE_KEYS_1_ENDPOINT=http://127.0.0.1:4566",
                "SKE_KEYS_1_CREDENTIALS=profile:billing",
                "SKE_KEYS_1_ENCRYPTION_CONTEXT=app=billing,Any Name=x=y",
                "SKE_KEYS_1_TIMEOUT=3s",
                "SKE_KEYS_1_ISOLATION=process"));
    }

    @Test
    void a_text_of_a_flat_list_has_settings_of_its_own() {
        Config config = Lines.read("SKE_KEYS=file:./ske.key,aws-kms:alias/billing", "SKE_KEYS_1_REGION=eu-central-1");

        assertThat(config.keys()).extracting(KeySpec::shown).containsExactly("./ske.key", "alias/billing");
        assertThat(config.keys().get(0).kms()).isNull();
        assertThat(config.keys().get(1).kms().region()).isEqualTo("eu-central-1");
        assertThat(config.keys().get(1).place().line()).isEqualTo(1);
    }

    private static void assertEverySetting(Config config) {
        assertThat(config.keys().get(0).kms()).isNull();
        KmsKey key = config.keys().get(1).kms();
        assertThat(key.id()).isEqualTo("alias/billing");
        assertThat(key.region()).isEqualTo("eu-central-1");
        assertThat(key.endpoint()).isEqualTo("http://127.0.0.1:4566");
        assertThat(key.credentials()).isEqualTo("profile:billing");
        assertThat(key.context()).containsKeys("app", "Any Name").containsEntry("app", "billing");
        assertThat(key.context().get("Any Name")).startsWith("x=y");
        assertThat(key.timeoutMillis()).isEqualTo(3000);
        assertThat(key.place().line()).isEqualTo(2);
        assertThat(config.helper().isolation()).isEqualTo(HelperSpec.Isolation.PROCESS);
        assertThat(config.helper().memoryMegabytes()).isEqualTo(64);
        assertThat(config.helper().cache()).isNull();
    }

    @Test
    void variables_stand_for_every_setting_of_a_key() {
        Map<String, String> environment = Map.of("KEY", "alias/a", "REGION", "eu-west-1", "APP", "billing");
        Config config = Lines.read(
                "config=a",
                environment,
                "keys.0.aws-kms=${KEY}",
                "keys.0.region=${REGION}",
                "keys.0.encryption-context.app=${APP}");

        assertThat(config.keys().get(0).kms().id()).isEqualTo("alias/a");
        assertThat(config.keys().get(0).kms().region()).isEqualTo("eu-west-1");
        assertThat(config.keys().get(0).kms().context()).containsEntry("app", "billing");
    }

    @ParameterizedTest
    @CsvSource({"app=billing, 1", "'a=b,c=d', 2", "' a = b , c=d ', 2", "a=b=c, 1", "'aws:s3:arn=arn:aws:s3:::x', 1"})
    void a_context_is_written_as_pairs_too(String written, int size) {
        assertThat(only("keys.0.aws-kms=a", "keys.0.encryption-context='" + written + "'")
                        .context())
                .hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:4566",
                "https://kms.eu-central-1.amazonaws.com",
                "https://vpce-1.kms.vpce.amazonaws.com/",
                "http://[::1]:8080",
                "http://127.0.0.1/kms"
            })
    void an_endpoint_is_an_address_of_http(String endpoint) {
        assertThat(only("keys.0.aws-kms=a", "keys.0.endpoint=" + endpoint).endpoint())
                .isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "default-chain", "explicit", "profile:a b", "profile:default"})
    void credentials_are_a_word_or_a_profile(String credentials) {
        assertThat(only("keys.0.aws-kms=a", "keys.0.credentials=" + credentials).credentials())
                .isEqualTo(credentials);
    }

    @Test
    void a_timeout_of_years_is_one_of_weeks() {
        assertThat(only("keys.0.aws-kms=a", "keys.0.timeout=999999999m").timeoutMillis())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "process, PROCESS", "in-process, IN_PROCESS"})
    void isolation_is_one_for_all_keys_and_those_that_do_not_say_follow(String word, HelperSpec.Isolation isolation) {
        assertThat(Lines.read("keys.0=aws-kms:a", "keys.1.aws-kms=b", "keys.1.isolation=" + word)
                        .helper()
                        .isolation())
                .isEqualTo(isolation);
    }

    @Test
    void two_isolations_are_refused() {
        assertThat(failure("keys.0.aws-kms=a", "keys.0.isolation=process", "keys.1.aws-kms=b", "keys.1.isolation=auto"))
                .hasMessage("secrets.yaml:4: /ske/keys/1/isolation is another than in line 2");
        assertThat(failure(
                        "SKE_KEYS=aws-kms:a,aws-kms:b",
                        "SKE_KEYS_0_ISOLATION=in-process",
                        "SKE_KEYS_1_ISOLATION=process"))
                .hasMessage("secrets.yaml:3: SKE_KEYS_1_ISOLATION is another than in line 2");
    }

    @ParameterizedTest
    @MethodSource
    void a_setting_of_the_wrong_form_is_answered_with_the_right_one(String line, String message) {
        String first = line.startsWith("SKE_") ? "SKE_KEYS_0_AWS_KMS=alias/a" : "keys.0.aws-kms=alias/a";
        assertThat(failure(first, line)).hasMessage("secrets.yaml:2: " + message);
    }

    static Stream<Arguments> a_setting_of_the_wrong_form_is_answered_with_the_right_one() {
        String region = " must be the name of a region such as eu-central-1";
        String endpoint = "/ske/keys/0/endpoint must be http://HOST:PORT or https://HOST:PORT";
        String bare = "/ske/keys/0/endpoint must have no user, query or fragment";
        String credentials = " must be role, default-chain, explicit or profile:NAME";
        String context = " must be a map of texts or a text NAME=VALUE,NAME=VALUE";
        return Stream.of(
                arguments("keys.0.region=EU-central-1", "/ske/keys/0/region" + region),
                arguments("keys.0.region='eu central'", "/ske/keys/0/region" + region),
                arguments("keys.0.region=" + "a".repeat(257), "/ske/keys/0/region" + region),
                arguments("SKE_KEYS_0_REGION=eu_central_1", "SKE_KEYS_0_REGION" + region),
                arguments("keys.0.region=5", "/ske/keys/0/region must be text"),
                arguments("keys.0.endpoint=localhost:4566", endpoint),
                arguments("keys.0.endpoint=ftp://localhost", endpoint),
                arguments("keys.0.endpoint=http://", endpoint),
                arguments("keys.0.endpoint=http:///kms", endpoint),
                arguments("keys.0.endpoint=http://a_b:80", endpoint),
                arguments("keys.0.endpoint=http://a b", endpoint),
                arguments("keys.0.endpoint=http://a:0", endpoint),
                arguments("keys.0.endpoint=http://a:65536", endpoint),
                arguments("keys.0.endpoint='http://a\n'", endpoint),
                arguments("keys.0.endpoint=http://u:p@a", bare),
                arguments("keys.0.endpoint=http://a?b=c", bare),
                arguments("keys.0.endpoint=http://a#b", bare),
                arguments("keys.0.credentials=environment", "/ske/keys/0/credentials" + credentials),
                arguments("keys.0.credentials='profile:'", "/ske/keys/0/credentials" + credentials),
                arguments("keys.0.credentials='profile:a\nb'", "/ske/keys/0/credentials" + credentials),
                arguments("SKE_KEYS_0_CREDENTIALS=ROLE", "SKE_KEYS_0_CREDENTIALS" + credentials),
                arguments("keys.0.encryption-context=billing", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context='=b'", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context='a='", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context='a=b,'", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context.0=a", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context=[]", "/ske/keys/0/encryption-context" + context),
                arguments("keys.0.encryption-context='a=b,a=c'", "/ske/keys/0/encryption-context has a name twice"),
                arguments("keys.0.encryption-context.a=5", "/ske/keys/0/encryption-context/a must be text"),
                arguments("keys.0.encryption-context.a.b=c", "/ske/keys/0/encryption-context/a must be text"),
                arguments(
                        "keys.0.encryption-context.a=" + "b".repeat(8192),
                        "/ske/keys/0/encryption-context is longer than the 8192 characters that KMS takes"),
                arguments("keys.0.timeout=3", "/ske/keys/0/timeout must be a duration such as 10s, 500ms or 2m"),
                arguments("keys.0.isolation=thread", "/ske/keys/0/isolation must be auto, process or in-process"),
                arguments(
                        "keys.0.permissions=relaxed",
                        "/ske/keys/0/permissions goes with a key file, and this key is one of AWS KMS"),
                arguments(
                        "SKE_KEYS_0_ENCRYPTION_CONTEXT_APP=billing",
                        "SKE_KEYS_0_ENCRYPTION_CONTEXT_APP is not a setting; did you mean"
                                + " SKE_KEYS_0_ENCRYPTION_CONTEXT"));
    }

    @Test
    void an_empty_context_is_none() {
        assertThat(only("keys.0.aws-kms=a", "keys.0.encryption-context={}").context())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias a", "alias/a!", "a@b", "alias/\u00e9", "a\nb", "a=b", "a,b", "${A"})
    void a_name_that_no_key_has_is_refused_wherever_it_stands(String name) {
        String message = "has characters that no key of AWS KMS has in its name";
        if (!name.startsWith("$")) {
            assertThat(failure("keys.0=aws-kms:" + name)).hasMessage("secrets.yaml:1: /ske/keys/0 " + message);
            assertThat(failure("SKE_KEYS_0_AWS_KMS=" + name))
                    .hasMessage("secrets.yaml:1: SKE_KEYS_0_AWS_KMS " + message);
            assertThat(failure("entry KMS_KEY_ID=" + name)).hasMessage("secrets.yaml:1: KMS_KEY_ID " + message);
        }
        assertThat(KmsSyntax.keyFault(name)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias/", "arn:aws:kms:eu-central-1:111122223333:"})
    void a_name_that_ends_before_its_end_is_refused(String name) {
        assertThat(failure("keys.0.aws-kms=" + name))
                .hasMessage(
                        "secrets.yaml:1: /ske/keys/0/aws-kms must be a key id, a key ARN, alias/NAME or an alias ARN");
        assertThat(KmsSyntax.keyFault("a".repeat(2048))).isNull();
        assertThat(KmsSyntax.keyFault("a".repeat(2049))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region=eu-central-1",
                "endpoint=http://a",
                "credentials=role",
                "encryption-context.a=b",
                "timeout=1s",
                "isolation=auto",
                "attestation=nsm"
            })
    void what_goes_with_a_kms_key_is_refused_beside_a_file(String setting) {
        String name = setting.substring(0, setting.indexOf('=')).replace(".a", "");
        assertThat(failure("keys.0.file=a", "keys.0." + setting))
                .hasMessage(
                        "secrets.yaml:2: /ske/keys/0/" + name + " goes with an aws-kms key, and this key is a file");
    }

    @Test
    void a_key_is_either_a_file_or_one_of_kms() {
        assertThat(failure("keys.0.file=a", "keys.0.aws-kms=b"))
                .hasMessage("secrets.yaml:1: /ske/keys/0 names both a file and an aws-kms key");
        assertThat(failure("keys.0.region=eu-central-1")).hasMessage("secrets.yaml:1: /ske/keys/0 names no key");
        assertThat(failure("SKE_KEYS_0_CREDENTIALS=explicit")).hasMessage("secrets.yaml:1: SKE_KEYS_0 names no key");
    }

    @Test
    void the_entries_of_the_original_stand_for_a_key_where_none_is_configured() {
        KmsKey key = only("entry AWS_REGION=eu-west-1", "entry KMS_KEY_ID=" + ARN);
        assertThat(key.id()).isEqualTo(ARN);
        assertThat(key.region()).isEqualTo("eu-west-1");
        assertThat(key.place().line()).isEqualTo(2);
        assertThat(only("entry KMS_KEY_ID=alias/a", "SKE_REQUIRED=A").region()).isNull();
    }

    @Test
    void settings_of_a_first_key_without_a_name_are_its_own() {
        KmsKey key = only(
                "SKE_KEYS_0_CREDENTIALS=explicit",
                "entry KMS_KEY_ID=alias/a",
                "SKE_KEYS_0_REGION=eu-central-1",
                "entry AWS_REGION=eu-west-1",
                "SKE_KEYS_0_ENDPOINT=http://127.0.0.1:4566",
                "SKE_KEYS_0_ISOLATION=in-process");
        assertThat(key.id()).isEqualTo("alias/a");
        assertThat(key.credentials()).isEqualTo("explicit");
        assertThat(key.region()).isEqualTo("eu-central-1");
        assertThat(key.endpoint()).isEqualTo("http://127.0.0.1:4566");
        assertThat(key.place().line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SKE_KEYS=file:./ske.key",
                "SKE_KEYS_0_FILE=./ske.key",
                "SKE_KEYS=aws-kms:alias/b",
                "SKE_KEYS_0_AWS_KMS=alias/b",
                "SKE_KEYS="
            })
    void a_configured_key_wins_over_the_entries_whatever_they_say(String line) {
        Config config = Lines.read(line, "entry KMS_KEY_ID=not a key", "entry AWS_REGION=${NOBODY}");
        assertThat(config.keys()).hasSize(line.endsWith("=") ? 0 : 1);
        for (KeySpec key : config.keys()) {
            assertThat(key.shown()).isIn("./ske.key", "alias/b");
            assertThat(key.kms() == null ? null : key.kms().region()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry KMS_KEY_ID=", "entry KMS_KEY_ID=ENC[AQICAHh]", "entry AWS_REGION=eu-west-1"})
    void an_entry_that_names_no_key_is_none(String line) {
        assertThat(Lines.read(line).keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry AWS_REGION=", "entry AWS_REGION=ENC[AQICAHh]"})
    void an_entry_that_names_no_region_is_none(String line) {
        assertThat(only("entry KMS_KEY_ID=alias/a", line).region()).isNull();
    }

    @Test
    void an_entry_of_the_wrong_form_is_named_as_it_stands() {
        assertThat(failure("entry KMS_KEY_ID=alias/a", "entry AWS_REGION=Frankfurt"))
                .hasMessage("secrets.yaml:2: AWS_REGION must be the name of a region such as eu-central-1");
        assertThat(failure("entry KMS_KEY_ID=alias/a", "SKE_KEYS_0_PERMISSIONS=strict"))
                .hasMessage(
                        "secrets.yaml:2: SKE_KEYS_0_PERMISSIONS goes with a key file, and this key is one of AWS KMS");
    }

    @Test
    void no_message_shows_what_is_wrong() {
        String value = UUID.randomUUID().toString();
        for (String line : new String[] {
            "region=X",
            "endpoint=",
            "endpoint=http://u:",
            "credentials=",
            "encryption-context=",
            "timeout=",
            "isolation="
        }) {
            Failure failure = failure("keys.0.aws-kms=a", "keys.0." + line + value + "@");
            assertThat(failure.getMessage() + failure.hint()).doesNotContain(value);
        }
    }

    private static KmsKey only(String... lines) {
        Config config = Lines.read(lines);
        assertThat(config.keys()).hasSize(1);
        KmsKey key = config.keys().get(0).kms();
        assertThat(key).isNotNull();
        return key;
    }

    private static Failure failure(String... lines) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Lines.read(lines));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        return failure;
    }
}

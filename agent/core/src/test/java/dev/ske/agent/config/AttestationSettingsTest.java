package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attestation} of a key of AWS KMS in every form, right and wrong. */
class AttestationSettingsTest {
    private static final String KEY = "keys.0.aws-kms=alias/a";
    private static final String FLAT_KEY = "SKE_KEYS=aws-kms:alias/a";

    @Test
    void a_key_that_says_nothing_has_none() {
        assertThat(Lines.read(KEY).keys().get(0).kms().attestation()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys.0.attestation=nsm",
                "keys.0.attestation.source=nsm",
                "SKE_KEYS_0_ATTESTATION=nsm",
                "SKE_KEYS_0_ATTESTATION_SOURCE=nsm"
            })
    void a_source_is_a_text_or_in_a_map_and_only_it_is_needed(String line) {
        AttestationSpec spec = spec(line);
        assertThat(spec.source()).isEqualTo(AttestationSpec.Source.NSM);
        assertThat(spec.address()).isEmpty();
        assertThat(spec.privateKey()).isNull();
        assertThat(spec.required()).isTrue();
        assertThat(spec.timeoutMillis()).isEqualTo(10_000);
        assertThat(spec.maxAgeMillis()).isEqualTo(240_000);
        assertThat(spec.userData()).isEmpty();
        assertThat(spec.style()).isEqualTo(AttestationSpec.Style.ANJUNA);
        assertThat(spec.rsaBits()).isEqualTo(2048);
        assertThat(spec).hasToString("nsm");
    }

    @Test
    void every_setting_is_read_from_a_nested_document() {
        assertEverySetting(spec(
                "keys.0.attestation.source=http://127.0.0.1:8080/attest",
                "keys.0.attestation.required=false",
                "keys.0.attestation.timeout=3s",
                "keys.0.attestation.max-age=5m",
                "keys.0.attestation.user-data=billing",
                "keys.0.attestation.style=original",
                "keys.0.attestation.rsa-bits=3072"));
    }

    @Test
    void every_setting_is_read_from_a_flat_document() {
        assertEverySetting(spec(
                "SKE_KEYS_0_ATTESTATION_SOURCE=http://127.0.0.1:8080/attest",
                "SKE_KEYS_0_ATTESTATION_REQUIRED=false",
                "SKE_KEYS_0_ATTESTATION_TIMEOUT=3s",
                "SKE_KEYS_0_ATTESTATION_MAX_AGE=5m",
                "SKE_KEYS_0_ATTESTATION_USER_DATA=billing",
                "SKE_KEYS_0_ATTESTATION_STYLE=original",
                "SKE_KEYS_0_ATTESTATION_RSA_BITS=3072"));
    }

    @Test
    void a_source_as_a_text_has_settings_of_its_own_in_a_flat_document() {
        assertEverySetting(spec(
                "SKE_KEYS_0_ATTESTATION=http://127.0.0.1:8080/attest",
                "SKE_KEYS_0_ATTESTATION_REQUIRED=false",
                "SKE_KEYS_0_ATTESTATION_TIMEOUT=3000ms",
                "SKE_KEYS_0_ATTESTATION_MAX_AGE=300s",
                "SKE_KEYS_0_ATTESTATION_USER_DATA=billing",
                "SKE_KEYS_0_ATTESTATION_STYLE=original",
                "SKE_KEYS_0_ATTESTATION_RSA_BITS=3072"));
    }

    private static void assertEverySetting(AttestationSpec spec) {
        assertThat(spec.source()).isEqualTo(AttestationSpec.Source.HTTP);
        assertThat(spec.address()).isEqualTo("http://127.0.0.1:8080/attest");
        assertThat(spec.required()).isFalse();
        assertThat(spec.timeoutMillis()).isEqualTo(3_000);
        assertThat(spec.maxAgeMillis()).isEqualTo(300_000);
        assertThat(spec.userData()).isEqualTo("billing");
        assertThat(spec.style()).isEqualTo(AttestationSpec.Style.ORIGINAL);
        assertThat(spec.rsaBits()).isEqualTo(3072);
        assertThat(spec).hasToString("http://127.0.0.1:8080/attest");
    }

    @Test
    void variables_stand_for_its_settings() {
        AttestationSpec spec = Objects.requireNonNull(Lines.read(
                        "config=a",
                        Map.of("SOURCE", "nsm", "APP", "billing"),
                        KEY,
                        "keys.0.attestation.source=${SOURCE}",
                        "keys.0.attestation.user-data=${APP}")
                .keys()
                .get(0)
                .kms()
                .attestation());
        assertThat(spec.source()).isEqualTo(AttestationSpec.Source.NSM);
        assertThat(spec.userData()).isEqualTo("billing");
    }

    @ParameterizedTest
    @CsvSource({"a.key, a.key", "file:a.key, a.key", "/run/a.key, /run/a.key", "file:/run/a.key, /run/a.key"})
    void a_document_and_its_key_are_absolute_paths_from_the_documents_folder(String written, String expected) {
        Path folder = Paths.get("conf").toAbsolutePath();
        AttestationSpec spec =
                spec("keys.0.attestation.source=file:made.cose", "keys.0.attestation.private-key=" + written);
        assertThat(spec.source()).isEqualTo(AttestationSpec.Source.FILE);
        assertThat(spec.address()).isEqualTo(folder.resolve("made.cose").toString());
        assertThat(spec.privateKey()).isEqualTo(folder.resolve(expected).toString());
        assertThat(spec).hasToString("file:" + folder.resolve("made.cose"));
    }

    @Test
    void the_entries_of_the_original_may_be_attested_too() {
        KmsKey key = Objects.requireNonNull(Lines.read("entry KMS_KEY_ID=alias/a", "SKE_KEYS_0_ATTESTATION=nsm")
                .keys()
                .get(0)
                .kms());
        assertThat(key.id()).isEqualTo("alias/a");
        assertThat(Objects.requireNonNull(key.attestation()).source()).isEqualTo(AttestationSpec.Source.NSM);
    }

    @Test
    void user_data_is_measured_in_bytes_of_utf_8() {
        assertThat(spec("keys.0.attestation.source=nsm", "keys.0.attestation.user-data=" + "\u00fc".repeat(256))
                        .userData())
                .hasSize(256);
    }

    @Test
    void a_key_with_some_other_settings_has_the_same_attestation() {
        KmsKey.Draft draft = new KmsKey.Draft();
        draft.region = "eu-central-1";
        draft.endpoint = "http://127.0.0.1:4566";
        draft.credentials = "explicit";
        draft.context.put("app", "billing");
        draft.timeoutMillis = 3000;
        draft.attestation = spec("keys.0.attestation=nsm");
        KmsKey key = new KmsKey("alias/a", draft, Lines.read(KEY).keys().get(0).place());
        assertThat(new KmsKey("alias/a", key.draft(), key.place()))
                .usingRecursiveComparison()
                .isEqualTo(key);
        assertThat(key.draft().attestation).isSameAs(draft.attestation);
    }

    @ParameterizedTest
    @MethodSource
    void what_cannot_be_is_refused_at_its_place(String setting, String message) {
        assertThat(failure("keys.0.attestation" + setting))
                .hasMessage("secrets.yaml:2: /ske/keys/0/attestation" + message);
    }

    static Stream<Arguments> what_cannot_be_is_refused_at_its_place() {
        String source = " must be nsm, http(s)://HOST[:PORT]/PATH or file:PATH";
        String any = " must be nsm, http(s)://HOST[:PORT]/PATH or a map with a source";
        return Stream.of(
                arguments("=NSM", source),
                arguments("=/dev/nsm", source),
                arguments("=ftp://127.0.0.1/a", source),
                arguments("=HTTP://127.0.0.1/a", source),
                arguments("=http://", source),
                arguments("=http:///a", source),
                arguments("=http://127.0.0.1:0/a", source),
                arguments("=http://127.0.0.1:8080/a b", source),
                arguments("=http://user:secret@127.0.0.1/a", " must have no user, query or fragment"),
                arguments("=http://127.0.0.1/a?b=c", " must have no user, query or fragment"),
                arguments("=https://127.0.0.1/a#b", " must have no user, query or fragment"),
                arguments("='file:'", " names no path"),
                arguments("='file:a\0b'", " is no path on this system"),
                arguments("=file:made.cose", " is a document without a key"),
                arguments(".source=file:made.cose", "/source is a document without a key"),
                arguments(".required=true", " names no source"),
                arguments("={}", " names no source"),
                arguments("=[]", any),
                arguments("=true", any),
                arguments("=~", " is empty: expected" + any.substring(8)),
                arguments("=''", " is empty: expected" + any.substring(8)),
                arguments(".0=nsm", any),
                arguments(".source=7", "/source must be text"),
                arguments(".source=socket", "/source" + source),
                arguments(".user_data=a", "/user_data is not a setting; did you mean user-data"));
    }

    @ParameterizedTest
    @MethodSource
    void what_does_not_go_with_the_source_is_refused_at_its_place(String source, String setting, String message) {
        String name = setting.substring(0, setting.indexOf('='));
        String[] all = {"keys.0.attestation.source=" + source, "keys.0.attestation." + setting};
        if (source.startsWith("file:") && !name.equals("private-key")) {
            all = new String[] {all[0], all[1], "keys.0.attestation.private-key=a.pem"};
        }
        assertThat(failure(all)).hasMessage("secrets.yaml:3: /ske/keys/0/attestation/" + name + " " + message);
    }

    static Stream<Arguments> what_does_not_go_with_the_source_is_refused_at_its_place() {
        String http = "http://127.0.0.1/a";
        String duration = "must be a duration such as 10s, 500ms or 2m";
        return Stream.of(
                arguments("nsm", "private-key=a.pem", "goes with source: file:PATH"),
                arguments(http, "private-key=file:a.pem", "goes with source: file:PATH"),
                arguments("file:a", "private-key='file:'", "names no path"),
                arguments("nsm", "style=anjuna", "goes with source: http(s)://..."),
                arguments("file:a", "style=original", "goes with source: http(s)://..."),
                arguments(http, "style=node", "must be anjuna or original"),
                arguments("file:a", "user-data=a", "does not go with source: file:PATH"),
                arguments("file:a", "rsa-bits=2048", "does not go with source: file:PATH"),
                arguments("nsm", "rsa-bits=1024", "must be 2048, 3072 or 4096"),
                arguments("nsm", "rsa-bits=8192", "must be 2048, 3072 or 4096"),
                arguments("nsm", "user-data=" + "a".repeat(513), "is longer than 512 bytes of UTF-8"),
                arguments("nsm", "user-data=" + "\u00fc".repeat(257), "is longer than 512 bytes of UTF-8"),
                arguments("nsm", "user-data=5", "must be text"),
                arguments("nsm", "required=no", "must be true or false"),
                arguments("nsm", "timeout=10", duration),
                arguments("nsm", "timeout=0s", "must be more than 0"),
                arguments("nsm", "max-age=0s", "must be more than 0"),
                arguments("nsm", "max-age=300001ms", "must be at most 5m"),
                arguments("nsm", "max-age=1h", "must be at most 5m"));
    }

    @Test
    void a_flat_setting_is_named_as_it_is_written() {
        assertThat(failure("SKE_KEYS_0_ATTESTATION=http://127.0.0.1/a?b", "SKE_LOG=warn"))
                .hasMessage("secrets.yaml:2: SKE_KEYS_0_ATTESTATION must have no user, query or fragment");
        assertThat(failure("SKE_KEYS_0_ATTESTATION_SOURCE=nsm", "SKE_KEYS_0_ATTESTATION_MAX_AGE=6m"))
                .hasMessage("secrets.yaml:3: SKE_KEYS_0_ATTESTATION_MAX_AGE must be at most 5m");
        assertThat(failure("SKE_KEYS_0_ATTESTATION_SOURCE=file:a.cose"))
                .hasMessage("secrets.yaml:2: SKE_KEYS_0_ATTESTATION_SOURCE is a document without a key");
        assertThat(failure("SKE_KEYS_0_ATTESTATION=nsm", "SKE_KEYS_0_ATTESTATION_SOURCE=nsm"))
                .hasMessage("secrets.yaml:3: SKE_KEYS_0_ATTESTATION_SOURCE is given already in line 2");
        assertThat(failure("SKE_KEYS_0_ATTESTATION_PCR0=a"))
                .hasMessageStartingWith("secrets.yaml:2: SKE_KEYS_0_ATTEST");
    }

    private static AttestationSpec spec(String... lines) {
        return Objects.requireNonNull(
                Lines.read(with(lines)).keys().get(0).kms().attestation());
    }

    private static Failure failure(String... lines) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Lines.read(with(lines)));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        return failure;
    }

    /** After a key of the same kind of document. */
    private static String[] with(String... lines) {
        boolean flat = lines.length > 0 && lines[0].startsWith("SKE_");
        return Stream.concat(Stream.of(flat ? FLAT_KEY : KEY), Arrays.stream(lines))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "alias/a, alias/a, ''",
        "1234abcd-12ab, 1234abcd-12ab, keys.0.attestation.required=false",
        "1234abcd-12ab, arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab, ''",
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab, 1234abcd-12ab, keys.0.region=eu-central-1",
        "arn:aws:kms:eu-central-1:1:alias/a, arn:aws:kms:eu-central-1:1:alias/a, ''",
        "arn:aws:kms:eu-central-1:1:key/mrk-1, arn:aws:kms:eu-west-1:1:key/mrk-1, ''",
    })
    void a_key_that_requires_attestation_is_not_named_again_without(String plain, String attested, String more) {
        String[] lines = {
            "keys.0.aws-kms=" + plain,
            more.isEmpty() ? "keys.0.timeout=3s" : more,
            more.contains("attestation") ? "keys.0.attestation.source=nsm" : "keys.0.credentials=role",
            "keys.1.aws-kms=" + attested,
            "keys.1.attestation.source=nsm"
        };
        Failure failure = catchThrowableOfType(Failure.class, () -> Lines.read(lines));
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        assertThat(failure).hasMessageContaining("is a key that requires attestation in another item");
    }

    @ParameterizedTest
    @CsvSource({
        "alias/a, alias/b, keys.0.timeout=3s",
        "alias/a, alias/a, keys.0.region=eu-west-1",
        "alias/a, alias/a, keys.0.credentials=profile:other",
        "alias/a, alias/a, keys.0.attestation=nsm",
        "arn:aws:kms:eu-central-1:1:alias/a, arn:aws:kms:eu-west-1:1:alias/a, keys.0.timeout=3s",
        "1234abcd-12ab, 1234abcd-12ac, keys.0.timeout=3s",
    })
    void keys_that_differ_may_differ_in_attestation_too(String one, String attested, String more) {
        assertThat(Lines.read(
                                "keys.0.aws-kms=" + one,
                                more,
                                "keys.1.aws-kms=" + attested,
                                "keys.1.attestation.source=nsm")
                        .keys())
                .hasSize(2);
    }
}

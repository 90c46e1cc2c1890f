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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to get a setting wrong, with the message: file, line, setting, fault; never the value. */
class ConfigFailureTest {
    private static final String KEY = "file:PATH, aws-kms:KEY or a map with file or aws-kms";

    @ParameterizedTest
    @MethodSource
    void a_name_that_is_no_setting_is_answered_with_the_nearest(String line, String message) {
        assertThat(failure("deadline=1s", line)).hasMessage("secrets.yaml:2: " + message);
    }

    static Stream<Arguments> a_name_that_is_no_setting_is_answered_with_the_nearest() {
        return Stream.of(
                arguments("on-eror=warn", "/ske/on-eror is not a setting; did you mean on-error"),
                arguments("on_error=warn", "/ske/on_error is not a setting; did you mean on-error"),
                arguments("onError=warn", "/ske/onError is not a setting; did you mean on-error"),
                arguments("On-Error=warn", "/ske/On-Error is not a setting; did you mean on-error"),
                arguments("key=file:a", "/ske/key is not a setting; did you mean keys"),
                arguments("kesy.0=file:a", "/ske/kesy is not a setting; did you mean keys"),
                arguments("watch=true", "/ske/watch is not a setting; did you mean refresh.watch"),
                arguments("max-stale=5m", "/ske/max-stale is not a setting; did you mean refresh.max-stale"),
                arguments("file=a", "/ske/file is not a setting"),
                arguments("requird.0=A", "/ske/requird is not a setting; did you mean required"),
                arguments("frobnicate=1", "/ske/frobnicate is not a setting"),
                arguments("keys.0.aws_kms=a", "/ske/keys/0/aws_kms is not a setting; did you mean aws-kms"),
                arguments("keys.0.time-out=a", "/ske/keys/0/time-out is not a setting; did you mean timeout"),
                arguments("helper.mem=a", "/ske/helper/mem is not a setting"),
                arguments("rawkms=a", "/ske/rawkms is not a setting; did you mean raw-kms"),
                arguments("SKE_KEYS_0_AWSKMS=a", "SKE_KEYS_0_AWSKMS is not a setting; did you mean SKE_KEYS_0_AWS_KMS"),
                arguments("KMS_KEY_ID=a", "/ske/KMS_KEY_ID is not a setting"),
                arguments("keys.0.fiel=a", "/ske/keys/0/fiel is not a setting; did you mean file"),
                arguments("keys.0.permission=a", "/ske/keys/0/permission is not a setting; did you mean permissions"),
                arguments("sources.0.directory.x=a", "/ske/sources/0/directory is not a setting"),
                arguments("select.includes.0=a", "/ske/select/includes is not a setting; did you mean include"),
                arguments("expose.getEnv.0=a", "/ske/expose/getEnv is not a setting; did you mean getenv"),
                arguments("SKE_ON_EROR=warn", "SKE_ON_EROR is not a setting; did you mean SKE_ON_ERROR"),
                arguments("SKE_KEY=file:a", "SKE_KEY is not a setting; did you mean SKE_KEYS"),
                arguments("SKE_KEYS_3_FIEL=a", "SKE_KEYS_3_FIEL is not a setting; did you mean SKE_KEYS_3_FILE"),
                arguments("SKE_KEYS_X_FILE=a", "SKE_KEYS_X_FILE is not a setting; did you mean SKE_KEYS_0_FILE"),
                arguments("SKE_KEYS_01_FILE=a", "SKE_KEYS_01_FILE is not a setting; did you mean SKE_KEYS_1_FILE"),
                arguments("SKE_WATCH=true", "SKE_WATCH is not a setting; did you mean SKE_REFRESH_WATCH"),
                arguments("SKE_REGION=a", "SKE_REGION is not a setting; did you mean SKE_KEYS_0_REGION"),
                arguments("SKE_KEYS_=a", "SKE_KEYS_ is not a setting; did you mean SKE_KEYS"),
                arguments("SKE_KEYS_99999=a", "SKE_KEYS_99999 is not a setting"),
                arguments("SKE_LOG_LEVEL=a", "SKE_LOG_LEVEL is not a setting"),
                arguments("SKE_SELECT=*", "SKE_SELECT is not a setting; did you mean SKE_SELECT_INCLUDE"),
                arguments("SKE_CONFIG=a", "SKE_CONFIG is not a setting"),
                arguments("SKE_=*", "SKE_ is not a setting"));
    }

    @Test
    void the_hint_lists_what_is_known_there() {
        assertThat(failure("frobnicate=1").hint())
                .isEqualTo(
                        "known here: keys, sources, profile, select, encrypt, required, expose, override, on-error,"
                                + " deadline, start, expand, raw-kms, helper, memory, hardening, refresh, access, audit, strict, jmx, log");
        assertThat(failure("keys.0.x=1").hint())
                .isEqualTo("known here: file, permissions, aws-kms, region, endpoint, credentials, encryption-context,"
                        + " timeout, isolation, attestation");
        assertThat(failure("SKE_FROBNICATE=1").hint())
                .isEqualTo("known here: SKE_KEYS, SKE_SOURCES, SKE_PROFILE, SKE_SELECT_INCLUDE, SKE_SELECT_EXCLUDE,"
                        + " SKE_ENCRYPT_INCLUDE, SKE_ENCRYPT_EXCLUDE, SKE_REQUIRED, SKE_EXPOSE_GETENV, SKE_EXPOSE_PROPERTIES, SKE_EXPOSE_CHILDREN, SKE_OVERRIDE,"
                        + " SKE_ON_ERROR, SKE_DEADLINE, SKE_START, SKE_EXPAND, SKE_RAW_KMS, SKE_HELPER_JVM_OPTIONS,"
                        + " SKE_HELPER_MEMORY, SKE_HELPER_CACHE, SKE_MEMORY_PROTECTION, SKE_HARDENING_CORE_DUMPS,"
                        + " SKE_HARDENING_HEAP_DUMPS, SKE_REFRESH_TTL, SKE_REFRESH_AUTO, SKE_REFRESH_WATCH,"
                        + " SKE_REFRESH_REOPEN, SKE_REFRESH_MAX_STALE, SKE_ACCESS_LIMIT, SKE_ACCESS_CLEAR_ON_ACCESS,"
                        + " SKE_ACCESS_ALLOW, SKE_AUDIT, SKE_AUDIT_FILE, SKE_AUDIT_MAX_SIZE, SKE_AUDIT_KEEP,"
                        + " SKE_AUDIT_READS, SKE_STRICT, SKE_JMX, SKE_LOG");
    }

    @ParameterizedTest
    @MethodSource
    void a_value_of_the_wrong_type_is_answered_with_the_right_one(String line, String message) {
        assertThat(failure("log=warn", line)).hasMessage("secrets.yaml:2: " + message);
    }

    static Stream<Arguments> a_value_of_the_wrong_type_is_answered_with_the_right_one() {
        String key = " must be " + KEY;
        String duration = " must be a duration such as 10s, 500ms or 2m";
        String memory = " must be an amount of memory such as 64m or 1g";
        return Stream.of(
                arguments("keys.0=7", "/ske/keys/0" + key),
                arguments("keys.0.0=file:a", "/ske/keys/0" + key),
                arguments("keys.0=~", "/ske/keys/0 is empty: expected " + KEY),
                arguments("keys.0=''", "/ske/keys/0 is empty: expected " + KEY),
                arguments("keys.0=./ske.key", "/ske/keys/0 must be file:PATH or aws-kms:KEY"),
                arguments("keys.0='file:'", "/ske/keys/0 must be file:PATH or aws-kms:KEY"),
                arguments("keys.0={}", "/ske/keys/0 names no key"),
                arguments("keys.0.permissions=relaxed", "/ske/keys/0 names no key"),
                arguments("keys.0.permissions=0400", "/ske/keys/0/permissions must be strict or relaxed"),
                arguments("keys.0.file=true", "/ske/keys/0/file must be text"),
                arguments("keys.0.file.0=a", "/ske/keys/0/file must be text"),
                arguments("keys.0.file=''", "/ske/keys/0/file is empty: expected text"),
                arguments("keys.0.file='a\0b'", "/ske/keys/0 is no path on this system"),
                arguments("keys.file=a", "/ske/keys must be a list of keys"),
                arguments("keys={}", "/ske/keys must be a list of keys"),
                arguments("keys=~", "/ske/keys is empty: expected a list of keys"),
                arguments("SKE_KEYS=file:a,,file:b", "SKE_KEYS_1 is empty: expected " + KEY),
                arguments("sources.0=5", "/ske/sources/0 must be a path or a map with file, dir or env"),
                arguments("sources.0={}", "/ske/sources/0 must have one of file, dir and env"),
                arguments("sources.0.format=env", "/ske/sources/0 must have one of file, dir and env"),
                arguments("sources.0.env=yes", "/ske/sources/0/env must be true or false"),
                arguments("sources.0.env=1", "/ske/sources/0/env must be true or false"),
                arguments("sources.0.dir=''", "/ske/sources/0/dir is empty: expected text"),
                arguments("sources.0='dir:'", "/ske/sources/0 names no path"),
                arguments("SKE_SOURCES_0_FORMAT=toml", "SKE_SOURCES_0_FORMAT must be env, yaml, json or properties"),
                arguments("profile.0=a", "/ske/profile must be text"),
                arguments("profile=~", "/ske/profile is empty: expected text"),
                arguments(
                        "profile=../prod",
                        "/ske/profile must begin with a letter or digit and have only letters, digits, '.', '_' and '-'"),
                arguments("select=all", "/ske/select must be a map of include and exclude"),
                arguments("select.0=a", "/ske/select must be a map of include and exclude"),
                arguments("select.include.a=b", "/ske/select/include must be a list of texts"),
                arguments("select.include.0=''", "/ske/select/include/0 is empty: expected text"),
                arguments("required=true", "/ske/required must be a list of texts"),
                arguments("required.0=8080", "/ske/required/0 must be text"),
                arguments("required.0.name=A", "/ske/required/0 must be text"),
                arguments("expose.getenv=~", "/ske/expose/getenv is empty: expected a list of texts"),
                arguments("expose=[]", "/ske/expose must be a map of getenv, properties and children"),
                arguments("override=secret", "/ske/override must be secrets, all or none"),
                arguments("start=later", "/ske/start must be blocking or deferred"),
                arguments("on-error=ignore", "/ske/on-error must be fail or warn"),
                arguments("on-error=[]", "/ske/on-error must be fail or warn"),
                arguments("on-error=''", "/ske/on-error is empty: expected fail or warn"),
                arguments("deadline=10", "/ske/deadline" + duration),
                arguments("deadline='10'", "/ske/deadline" + duration),
                arguments("deadline=s", "/ske/deadline" + duration),
                arguments("deadline=1.5s", "/ske/deadline" + duration),
                arguments("deadline=-1s", "/ske/deadline" + duration),
                arguments("deadline=10 s", "/ske/deadline" + duration),
                arguments("deadline=1w", "/ske/deadline" + duration),
                arguments("deadline=1234567890ms", "/ske/deadline" + duration),
                arguments("deadline=0s", "/ske/deadline must be more than 0"),
                arguments("expand=sometimes", "/ske/expand must be true or false"),
                arguments("raw-kms=yes", "/ske/raw-kms must be true or false"),
                arguments("sources.0.raw-kms=1", "/ske/sources/0/raw-kms must be true or false"),
                arguments("memory=required", "/ske/memory must be a map of protection"),
                arguments("memory.protection=on", "/ske/memory/protection must be required, auto or off"),
                arguments("SKE_MEMORY_PROTECTION=true", "SKE_MEMORY_PROTECTION must be required, auto or off"),
                arguments("memory.locked=true", "/ske/memory/locked is not a setting"),
                arguments("hardening=off", "/ske/hardening must be a map of core-dumps and heap-dumps"),
                arguments("hardening.core-dumps=false", "/ske/hardening/core-dumps must be on or off"),
                arguments("hardening.core-dumps=warn", "/ske/hardening/core-dumps must be on or off"),
                arguments("hardening.heap-dumps=no", "/ske/hardening/heap-dumps must be on, warn or off"),
                arguments("SKE_HARDENING_HEAP_DUMPS=", "SKE_HARDENING_HEAP_DUMPS is empty: expected on, warn or off"),
                arguments("helper=process", "/ske/helper must be a map of jvm-options, memory and cache"),
                arguments("helper.jvm-options.a=b", "/ske/helper/jvm-options must be a list of texts"),
                arguments("helper.jvm-options.0=Xmx64m", "/ske/helper/jvm-options/0 must be an option of the JVM"),
                arguments("SKE_HELPER_JVM_OPTIONS=-Xa,b", "SKE_HELPER_JVM_OPTIONS_1 must be an option of the JVM"),
                arguments("helper.memory=64", "/ske/helper/memory" + memory),
                arguments("helper.memory=64k", "/ske/helper/memory" + memory),
                arguments("helper.memory=m", "/ske/helper/memory" + memory),
                arguments("helper.memory=-1g", "/ske/helper/memory" + memory),
                arguments("helper.memory=1234567m", "/ske/helper/memory" + memory),
                arguments("helper.memory=31m", "/ske/helper/memory must be at least 32m"),
                arguments("SKE_HELPER_MEMORY=0g", "SKE_HELPER_MEMORY must be at least 32m"),
                arguments("helper.cache=''", "/ske/helper/cache is empty: expected text"),
                arguments("helper.cache='a\0b'", "/ske/helper/cache is no path on this system"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=text", "=5", "=[]", "0=a"})
    void a_section_that_is_no_map_is_refused(String line) {
        assertThat(failure(line)).hasMessage("secrets.yaml:1: /ske must be a map of settings");
    }

    @Test
    void a_level_that_is_none_is_answered_with_all() {
        assertThat(failure("SKE_LOG=trace"))
                .hasMessage("secrets.yaml:1: SKE_LOG must be off, error, warn, info or debug");
        assertThat(failure("log=true")).hasMessage("secrets.yaml:1: /ske/log must be off, error, warn, info or debug");
    }

    @Test
    void a_plain_number_as_a_deadline_is_told_about_units() {
        assertThat(failure("deadline=10").hint()).isEqualTo("a number needs its unit: ms, s, m, h or d");
        assertThat(failure("deadline=1.5s").hint()).isEqualTo("whole numbers of ms, s, m, h or d");
    }

    @Test
    void what_should_be_text_and_is_not_is_told_about_quotes() {
        assertThat(failure("required.0=8080").hint()).isEqualTo("put the value in quotes");
    }

    @ParameterizedTest
    @MethodSource
    void a_source_that_is_two_things_is_refused(String[] lines, String message) {
        assertThat(failure(lines)).hasMessage("secrets.yaml:" + message);
    }

    static Stream<Arguments> a_source_that_is_two_things_is_refused() {
        return Stream.of(
                arguments(
                        new String[] {"sources.0.file=a", "sources.0.env=true"},
                        "1: /ske/sources/0 must have one of file, dir and env"),
                arguments(
                        new String[] {"sources.0.dir=a", "sources.0.format=env"},
                        "2: /ske/sources/0/format does not go with a folder"),
                arguments(
                        new String[] {"sources.0.env=true", "sources.0.format=env"},
                        "2: /ske/sources/0/format does not go with the environment"),
                arguments(
                        new String[] {"SKE_SOURCES=env", "SKE_SOURCES_0_FORMAT=env"},
                        "2: SKE_SOURCES_0_FORMAT does not go with the environment"),
                arguments(
                        new String[] {"sources.0.dir=a", "sources.0.raw-kms=true"},
                        "2: /ske/sources/0/raw-kms does not go with a folder"),
                arguments(
                        new String[] {"SKE_SOURCES=env", "SKE_SOURCES_0_RAW_KMS=true"},
                        "2: SKE_SOURCES_0_RAW_KMS does not go with the environment"),
                arguments(
                        new String[] {"SKE_SOURCES=.env", "SKE_SOURCES_0_DIR=a"},
                        "2: SKE_SOURCES_0_DIR is given already in line 1"));
    }

    @ParameterizedTest
    @MethodSource
    void what_is_given_twice_is_refused_in_either_order(String[] lines, String message) {
        assertThat(failure(lines)).hasMessage("secrets.yaml:" + message);
    }

    static Stream<Arguments> what_is_given_twice_is_refused_in_either_order() {
        return Stream.of(
                arguments(
                        new String[] {"SKE_KEYS=file:a", "SKE_KEYS_0=file:b"},
                        "2: SKE_KEYS_0 is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS_0=file:b", "SKE_KEYS=file:a"},
                        "2: SKE_KEYS_0 is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS=file:a", "SKE_KEYS_0_FILE=b"},
                        "2: SKE_KEYS_0_FILE is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS=aws-kms:a", "SKE_KEYS_0_AWS_KMS=b"},
                        "2: SKE_KEYS_0_AWS_KMS is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS=aws-kms:a", "SKE_KEYS_0_FILE=b"},
                        "2: SKE_KEYS_0_FILE is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS=file:a", "SKE_KEYS_0_AWS_KMS=b"},
                        "2: SKE_KEYS_0_AWS_KMS is given already in line 1"),
                arguments(
                        new String[] {"SKE_KEYS_0_FILE=b", "SKE_KEYS=file:a"},
                        "1: SKE_KEYS_0_FILE is given already in line 2"),
                arguments(new String[] {"SKE_LOG=warn", "SKE_LOG=info"}, "2: SKE_LOG is given already in line 1"));
    }

    @Test
    void a_gap_in_a_flat_list_is_refused() {
        assertThat(failure("SKE_KEYS=file:a", "SKE_KEYS_2_FILE=c"))
                .hasMessage("secrets.yaml:1: SKE_KEYS has no item 1");
        assertThat(failure("SKE_REQUIRED_9999=A")).hasMessage("secrets.yaml:1: SKE_REQUIRED has no item 0");
    }

    @ParameterizedTest
    @MethodSource
    void a_variable_that_cannot_be_replaced_is_named(String value, String message) {
        assertThat(failure("profile=a", "keys.0.file=" + value))
                .hasMessage("secrets.yaml:2: /ske/keys/0/file " + message);
    }

    static Stream<Arguments> a_variable_that_cannot_be_replaced_is_named() {
        String broken = "has a ${ that does not begin ${NAME} or ${NAME:-default}";
        return Stream.of(
                arguments("${KEY_FILE}", "needs KEY_FILE, which is not set in the environment"),
                arguments("a/${HOME_OF_KEYS}/b", "needs HOME_OF_KEYS, which is not set in the environment"),
                arguments("${SKE_PROFILE}", "needs SKE_PROFILE, which is not set in the environment"),
                arguments("${KEY_FILE", broken),
                arguments("${}", broken),
                arguments("${1A}", broken),
                arguments("${key.file}", broken),
                arguments("${KEY-FILE}", broken),
                arguments("${A:default}", broken),
                arguments("${A:-default", broken));
    }

    @Test
    void an_unset_ske_profile_is_no_profile_only_where_it_is_all_there_is() {
        assertThat(failure("profile=${STAGE}"))
                .hasMessage("secrets.yaml:1: /ske/profile needs STAGE, which is not set in the environment");
        assertThat(failure("profile=x-${SKE_PROFILE}"))
                .hasMessage("secrets.yaml:1: /ske/profile needs SKE_PROFILE, which is not set in the environment");
    }

    @Test
    void a_profile_out_of_a_variable_is_checked_like_one_that_is_written() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Lines.read("config=a", Map.of("STAGE", "a/b"), "profile=${STAGE}"));

        assertThat(failure).hasMessageStartingWith("secrets.yaml:1: /ske/profile must begin with a letter or digit");
    }

    @Test
    void a_key_or_an_encrypted_value_in_a_setting_is_refused_and_not_shown() {
        String random = UUID.randomUUID().toString();

        assertThat(failure("keys.0.file=SKE-KEY-1:" + random))
                .hasMessage("secrets.yaml:1: /ske/keys/0/file holds a key instead of a setting");
        assertThat(failure("SKE_KEYS=file:SKE-KEY-1:" + random))
                .hasMessage("secrets.yaml:1: SKE_KEYS_0 holds a key instead of a setting");
        assertThat(failure("profile=ENC[v2:" + random + "]")).hasMessage("secrets.yaml:1: /ske/profile is encrypted");
        assertThat(failure("keys.0.SKE-KEY-1:" + random + "=a"))
                .hasMessage("secrets.yaml:1: /ske/keys/0/(a name that is not shown) is not a setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys.0=%s",
                "keys=%s",
                "SKE_KEYS=%s",
                "keys.0.permissions=%s",
                "override=%s",
                "on-error=%s",
                "log=%s",
                "deadline=%s",
                "deadline=7%s",
                "expand=%s",
                "select=%s",
                "expose=%s",
                "sources.0.env=%s",
                "sources.0.format=%s",
                "keys.0.aws-kms=%s!",
                "keys.0=aws-kms:%s!",
                "SKE_KEYS=aws-kms:%s/",
                "helper.jvm-options.0=%s",
                "helper.memory=%s",
                "memory.protection=%s",
                "hardening.core-dumps=%s",
                "hardening.heap-dumps=%s",
                "raw-kms=%s",
                "profile=/%s",
                "profile=${%s}",
                "=%s",
                "SKE_SOURCES_0_ENV=%s"
            })
    void no_message_shows_a_value(String line) {
        String value = UUID.randomUUID().toString();

        Failure failure = failure(String.format(line, value));

        assertThat(failure.getMessage()).doesNotContain(value);
        assertThat(String.valueOf(failure.hint())).doesNotContain(value);
    }

    private static Failure failure(String... lines) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Lines.read(lines));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        return failure;
    }
}

package dev.ske.agent.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Log;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    @Test
    void without_settings_the_defaults_hold() {
        Config config = Lines.read();

        assertThat(config.keys()).isEmpty();
        assertThat(config.sources()).isEmpty();
        assertThat(config.profile()).isNull();
        assertThat(config.required()).isEmpty();
        assertThat(config.selected("db.password", "DB_PASSWORD")).isTrue();
        assertThat(config.exposedToGetenv("db.password", "DB_PASSWORD")).isTrue();
        assertThat(config.exposedToChildren("db.password", "DB_PASSWORD")).isFalse();
        assertThat(config.override()).isEqualTo(Overrides.SECRETS);
        assertThat(config.onError()).isEqualTo(OnError.FAIL);
        assertThat(config.deadlineMillis()).isEqualTo(10_000);
        assertThat(config.deferred()).isFalse();
        assertThat(config.expand()).isFalse();
        assertThat(config.rawKms()).isFalse();
        assertThat(config.helper()).isSameAs(HelperSpec.DEFAULT);
        assertThat(config.memory()).isSameAs(MemorySpec.DEFAULT);
        assertThat(config.memory().protection()).isEqualTo(MemorySpec.Protection.AUTO);
        assertThat(config.hardening()).isNull();
        assertThat(config.log()).isEqualTo(Log.Level.WARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=~", "={}"})
    void an_empty_section_holds_the_defaults(String section) {
        assertThat(Lines.read(section).deadlineMillis()).isEqualTo(10_000);
    }

    @Test
    void keys_are_read_in_every_form_and_found_from_the_documents_folder() {
        Config config = Lines.read(
                "keys.0=file:./ske.key", "keys.1.file=/run/b.key", "keys.1.permissions=relaxed", "keys.2.file=c.key");

        assertThat(config.keys()).extracting(KeySpec::shown).containsExactly("./ske.key", "/run/b.key", "c.key");
        assertThat(config.keys())
                .extracting(KeySpec::file)
                .containsExactly(path("conf/./ske.key"), path("/run/b.key"), path("conf/c.key"));
        assertThat(config.keys()).extracting(KeySpec::relaxed).containsExactly(false, true, false);
        assertThat(config.keys()).extracting(key -> key.place().line()).containsExactly(1, 2, 4);
    }

    @Test
    void flat_keys_are_a_list_with_commas_and_single_settings_of_its_items() {
        Config config = Lines.read("SKE_KEYS_1_PERMISSIONS=relaxed", "SKE_KEYS=file:./ske.key, file:b c.key");

        assertThat(config.keys()).extracting(KeySpec::shown).containsExactly("./ske.key", "b c.key");
        assertThat(config.keys()).extracting(KeySpec::relaxed).containsExactly(false, true);
        assertThat(config.keys()).extracting(key -> key.place().line()).containsExactly(2, 2);
    }

    @Test
    void flat_items_stand_alone_too_where_a_path_has_a_comma() {
        Config config = Lines.read("SKE_KEYS_0_FILE=a,b.key", "SKE_KEYS_1=file:c.key", "SKE_KEYS_1_PERMISSIONS=strict");

        assertThat(config.keys()).extracting(KeySpec::shown).containsExactly("a,b.key", "c.key");
    }

    @Test
    void sources_are_read_in_every_form() {
        Config config = Lines.read(
                "sources.0=.env",
                "sources.1.file=conf/db.txt",
                "sources.1.format=yaml",
                "sources.2.dir=/run/secrets",
                "sources.3.env=true",
                "sources.4=dir:more",
                "sources.5=env:true",
                "sources.6=file:dir:x.json",
                "sources.7.env=false");

        assertThat(config.sources())
                .extracting(source -> source.kind() + " " + source.shown() + " " + source.format() + " "
                        + source.place().line())
                .containsExactly(
                        "DOCUMENT .env null 1",
                        "DOCUMENT conf/db.txt yaml 2",
                        "DIR /run/secrets null 4",
                        "ENV env null 5",
                        "DIR more null 6",
                        "ENV env null 7",
                        "DOCUMENT dir:x.json null 8");
        assertThat(config.sources().get(0).path()).isEqualTo(path("conf/.env"));
        assertThat(config.sources().get(2).path()).isEqualTo(path("/run/secrets"));
    }

    @Test
    void a_source_has_raw_ciphertexts_if_it_says_so_or_else_if_the_document_does() {
        String[] sources = {"sources.0=a.env", "sources.1.file=b", "sources.1.raw-kms=%s", "sources.2=dir:c"};

        assertThat(Lines.read(String.join("\n", sources).formatted("true").split("\n"))
                        .sources())
                .extracting(SourceSpec::rawKms)
                .containsExactly(false, true, false);
        assertThat(Lines.read((String.join("\n", sources) + "\nraw-kms=true")
                                .formatted("false")
                                .split("\n"))
                        .sources())
                .extracting(SourceSpec::rawKms)
                .containsExactly(true, false, false);
    }

    @Test
    void flat_sources_are_a_list_with_commas_and_single_settings_of_its_items() {
        Config config = Lines.read(
                "SKE_SOURCES=.env,conf/db.txt,dir:/run/secrets,env",
                "SKE_SOURCES_1_FORMAT=properties",
                "SKE_SOURCES_4_DIR=more",
                "SKE_SOURCES_5_ENV=true");

        assertThat(config.sources())
                .extracting(source -> source.kind() + " " + source.shown() + " " + source.format())
                .containsExactly(
                        "DOCUMENT .env null",
                        "DOCUMENT conf/db.txt properties",
                        "DIR /run/secrets null",
                        "ENV env null",
                        "DIR more null",
                        "ENV env null");
    }

    @Test
    void every_other_setting_is_read_from_a_nested_document() {
        assertEverySetting(Lines.read(
                "profile=prod",
                "select.include.0=**.password",
                "select.exclude.0=LEGACY_*",
                "required.0=DB_PASSWORD",
                "required.1=api.key",
                "expose.getenv.0=DB_*",
                "expose.properties.0=db.*",
                "expose.children.0=PATH_*",
                "override=all",
                "on-error=warn",
                "deadline=500ms",
                "start=deferred",
                "expand=true",
                "raw-kms=true",
                "helper.jvm-options.0=-Xss512k",
                "helper.memory=1g",
                "helper.cache=cache",
                "memory.protection=required",
                "hardening.core-dumps=off",
                "hardening.heap-dumps=warn",
                "log=debug"));
    }

    @Test
    void every_other_setting_is_read_from_a_flat_document() {
        assertEverySetting(Lines.read(
                "SKE_PROFILE=prod",
                "SKE_SELECT_INCLUDE=**.password",
                "SKE_SELECT_EXCLUDE=LEGACY_*",
                "SKE_REQUIRED=DB_PASSWORD, api.key",
                "SKE_EXPOSE_GETENV=DB_*",
                "SKE_EXPOSE_PROPERTIES=db.*",
                "SKE_EXPOSE_CHILDREN_0=PATH_*",
                "SKE_OVERRIDE=all",
                "SKE_ON_ERROR=warn",
                "SKE_DEADLINE=500ms",
                "SKE_START=deferred",
                "SKE_EXPAND=true",
                "SKE_RAW_KMS=true",
                "SKE_HELPER_JVM_OPTIONS=-Xss512k",
                "SKE_HELPER_MEMORY=1g",
                "SKE_HELPER_CACHE=cache",
                "SKE_MEMORY_PROTECTION=required",
                "SKE_HARDENING_CORE_DUMPS=off",
                "SKE_HARDENING_HEAP_DUMPS=warn",
                "SKE_LOG=debug"));
    }

    private static void assertEverySetting(Config config) {
        assertThat(config.profile()).isEqualTo("prod");
        assertThat(config.selected("db.password", "DB_PASSWORD")).isTrue();
        assertThat(config.selected("db.user", "DB_USER")).isFalse();
        assertThat(config.selected("legacy.password", "LEGACY_PASSWORD")).isFalse();
        assertThat(config.required()).extracting(Required::name).containsExactly("DB_PASSWORD", "api.key");
        assertThat(config.required().get(0).place().line()).isEqualTo(4);
        assertThat(config.exposedToGetenv("db.password", "DB_PASSWORD")).isTrue();
        assertThat(config.exposedToGetenv("api.key", "API_KEY")).isFalse();
        assertThat(config.exposedToChildren("path.x", "PATH_X")).isTrue();
        assertThat(config.exposedToChildren("db.password", "DB_PASSWORD")).isFalse();
        assertThat(config.exposesProperties()).isTrue();
        assertThat(config.exposedToProperties("db.password", "DB_PASSWORD")).isTrue();
        assertThat(config.exposedToProperties("api.key", "API_KEY")).isFalse();
        assertThat(config.override()).isEqualTo(Overrides.ALL);
        assertThat(config.onError()).isEqualTo(OnError.WARN);
        assertThat(config.deadlineMillis()).isEqualTo(500);
        assertThat(config.deferred()).isTrue();
        assertThat(config.expand()).isTrue();
        assertThat(config.rawKms()).isTrue();
        assertThat(config.helper().jvmOptions()).containsExactly("-Xss512k");
        assertThat(config.helper().memoryMegabytes()).isEqualTo(1024);
        assertThat(config.helper().cache()).isEqualTo(path("conf/cache"));
        assertThat(config.helper().isolation()).isEqualTo(HelperSpec.Isolation.AUTO);
        assertThat(config.memory().protection()).isEqualTo(MemorySpec.Protection.REQUIRED);
        HardeningSpec hardening = requireNonNull(config.hardening());
        assertThat(hardening.coreDumpsOff()).isTrue();
        assertThat(hardening.heapDumps()).isEqualTo(HardeningSpec.HeapDumps.WARN);
        assertThat(config.log()).isEqualTo(Log.Level.DEBUG);
    }

    @ParameterizedTest
    @CsvSource({"required, REQUIRED", "auto, AUTO", "off, OFF", "'''off''', OFF"})
    void protection_is_one_of_three_words_whatever_type_the_documents_syntax_gives_it(
            String written, MemorySpec.Protection protection) {
        assertThat(Lines.read("memory.protection=" + written).memory().protection())
                .isEqualTo(protection);
        assertThat(Lines.read("memory={}").memory()).isSameAs(MemorySpec.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "on, on, ,",
        "'''on''', , ,",
        "off, on, true, ON",
        "'''off''', warn, true, WARN",
        "off, , true, ON",
        "on, off, false, OFF",
        "on, warn, false, WARN"
    })
    void hardening_that_asks_for_nothing_is_none(
            String coreDumps,
            @Nullable String heapDumps,
            @Nullable Boolean core,
            HardeningSpec.@Nullable HeapDumps heap) {
        String first = "hardening.core-dumps=" + coreDumps;
        Config config = heapDumps == null ? Lines.read(first) : Lines.read(first, "hardening.heap-dumps=" + heapDumps);
        HardeningSpec hardening = config.hardening();

        assertThat(hardening == null ? null : hardening.coreDumpsOff()).isEqualTo(core);
        assertThat(hardening == null ? null : hardening.heapDumps()).isEqualTo(heap);
    }

    @Test
    void a_single_text_is_a_list_of_one_and_has_no_commas() {
        Config config = Lines.read("keys=file:a,b.key", "sources=.env", "required=A,B");

        assertThat(config.keys()).extracting(KeySpec::shown).containsExactly("a,b.key");
        assertThat(config.sources()).extracting(SourceSpec::shown).containsExactly(".env");
        assertThat(config.required()).extracting(Required::name).containsExactly("A,B");
    }

    @Test
    void an_empty_list_is_not_the_default() {
        Config config = Lines.read("select.include=[]", "expose.getenv=[]");

        assertThat(config.selected("a", "A")).isFalse();
        assertThat(config.exposedToGetenv("a", "A")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10s, 10000",
        "500ms, 500",
        "2m, 120000",
        "1h, 3600000",
        "1d, 86400000",
        "1ms, 1",
        "007s, 7000",
        "999999999m, 59999999940000"
    })
    void a_deadline_is_a_whole_number_with_its_unit(String written, long millis) {
        assertThat(Lines.read("deadline=" + written).deadlineMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "'''off''', OFF", "error, ERROR", "warn, WARN", "info, INFO", "debug, DEBUG"})
    void a_level_is_its_word_whatever_type_the_documents_syntax_gives_it(String written, Log.Level level) {
        assertThat(Lines.read("log=" + written).log()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"secrets, SECRETS", "all, ALL", "none, NONE"})
    void override_is_one_of_three_words(String written, Overrides overrides) {
        assertThat(Lines.read("override=" + written).override()).isEqualTo(overrides);
    }

    @Test
    void options_win_over_the_environment_and_that_over_the_document() {
        String[] document = {"profile=document", "on-error=fail", "log=error"};
        Map<String, String> environment = Map.of("SKE_PROFILE", "environment", "SKE_LOG", "info", "SKE_ON_ERROR", "x");

        Config byOption = Lines.read("config=a,profile=option,on-error=warn,log=debug", environment, document);
        assertThat(byOption.profile()).isEqualTo("option");
        assertThat(byOption.onError()).isEqualTo(OnError.WARN);
        assertThat(byOption.log()).isEqualTo(Log.Level.DEBUG);

        Config byEnvironment = Lines.read("config=a", environment, document);
        assertThat(byEnvironment.profile()).isEqualTo("environment");
        assertThat(byEnvironment.onError()).isEqualTo(OnError.FAIL);
        assertThat(byEnvironment.log()).isEqualTo(Log.Level.INFO);

        Config byDocument = Lines.read("config=a", Map.of(), document);
        assertThat(byDocument.profile()).isEqualTo("document");
        assertThat(byDocument.log()).isEqualTo(Log.Level.ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "${A}, one",
        "x-${A}-${A}.key, x-one-one.key",
        "${NONE:-default}, default",
        "${EMPTY:-default}, default",
        "${A:-default}, one",
        "x${EMPTY}, x",
        "x${NONE:-}, x",
        "$A, $A",
        "$$, $$",
        "$${A}, $one",
        "${NESTED}, ${A}",
        "'${NONE:-a,b}', 'a,b'",
        "${NONE:-$A}, $A"
    })
    void variables_of_the_real_environment_are_replaced_once(String written, String meant) {
        Map<String, String> environment = Map.of("A", "one", "EMPTY", "", "NESTED", "${A}");

        Config config = Lines.read("config=a", environment, "keys.0.file=" + written, "required.0='" + written + "'");

        assertThat(config.keys().get(0).shown()).isEqualTo(meant);
        assertThat(config.required().get(0).name()).isEqualTo(meant);
    }

    @Test
    void variables_stand_for_words_durations_and_switches_too() {
        Map<String, String> environment = Map.of("LEVEL", "info", "WAIT", "3s", "FROM_ENV", "true");

        Config config = Lines.read(
                "config=a",
                environment,
                "log=${LEVEL}",
                "deadline=${WAIT}",
                "sources.0.env=${FROM_ENV}",
                "override=${NOBODY:-none}");

        assertThat(config.log()).isEqualTo(Log.Level.INFO);
        assertThat(config.deadlineMillis()).isEqualTo(3_000);
        assertThat(config.sources()).hasSize(1);
        assertThat(config.override()).isEqualTo(Overrides.NONE);
    }

    @Test
    void a_flat_list_is_split_after_its_variables_are_replaced() {
        Config config = Lines.read("config=a", Map.of("NAMES", "A,B"), "SKE_REQUIRED=${NAMES},${MORE:-C,D}");

        assertThat(config.required()).extracting(Required::name).containsExactly("A", "B", "C", "D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile=${SKE_PROFILE}", "SKE_PROFILE=${SKE_PROFILE}", "profile=''", "profile=${X:-}"})
    void an_empty_profile_and_an_unset_ske_profile_are_none(String line) {
        assertThat(Lines.read(line).profile()).isNull();
    }

    @Test
    void a_documents_profile_may_need_what_is_not_set_where_an_option_names_one() {
        assertThat(Lines.read("config=a,profile=prod", Map.of(), "profile=${STAGE}")
                        .profile())
                .isEqualTo("prod");
    }

    @Test
    void a_document_in_the_working_directory_has_paths_from_there() {
        Config config = Lines.read(Paths.get("secrets.yaml"), "config=secrets.yaml", Map.of(), "keys=file:ske.key");

        assertThat(config.keys().get(0).file()).isEqualTo(path("ske.key"));
    }

    private static Path path(String path) {
        return Paths.get(path);
    }
}

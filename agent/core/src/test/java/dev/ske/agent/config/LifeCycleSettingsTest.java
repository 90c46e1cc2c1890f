package dev.ske.agent.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.file.Paths;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections refresh, access and audit, strict and jmx: what they mean, and every way to get them wrong. */
class LifeCycleSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"log=warn", "refresh={}", "access={}", "refresh.ttl={}", "access.limit={}"})
    void without_settings_values_are_read_once_and_without_bounds(String line) {
        Config config = Lines.read(line);

        assertThat(config.readRule("db.password", "DB_PASSWORD")).isSameAs(ReadRule.NONE);
        assertThat(config.refresh().auto()).isTrue();
        assertThat(config.refresh().watch()).isFalse();
        assertThat(config.refresh().reopen()).isFalse();
        assertThat(config.refresh().maxStaleMillis()).isEqualTo(ReadRule.NEVER);
        assertThat(config.audit()).isNull();
        assertThat(config.strict()).isFalse();
        assertThat(config.jmx()).isEqualTo(Jmx.AUTO);
    }

    @Test
    void what_is_not_configured_is_one_object_that_is_there_anyway() {
        assertThat(Lines.read().refresh()).isSameAs(RefreshSpec.DEFAULT);
    }

    @Test
    void every_setting_is_read_from_a_nested_document() {
        assertEverySetting(Lines.read(
                "refresh.ttl.DB_*=5m",
                "refresh.ttl.API_KEY=1h",
                "refresh.auto=false",
                "refresh.watch=true",
                "refresh.reopen=true",
                "refresh.max-stale=2d",
                "access.limit.DB_PASSWORD=3",
                "access.clear-on-access.0=API_*",
                "access.allow.DB_PASSWORD.0=com.a.**",
                "access.allow.DB_PASSWORD.1=com.b.Pool$Worker",
                "access.allow.API_KEY=com.c.*",
                "audit.file=logs/audit.jsonl",
                "audit.max-size=512k",
                "audit.keep=0",
                "audit.reads=all",
                "strict=true",
                "jmx=off"));
    }

    @Test
    void every_setting_is_read_from_a_flat_document() {
        assertEverySetting(Lines.read(
                "SKE_REFRESH_TTL=DB_*=5m, API_KEY=1h",
                "SKE_REFRESH_AUTO=false",
                "SKE_REFRESH_WATCH=true",
                "SKE_REFRESH_REOPEN=true",
                "SKE_REFRESH_MAX_STALE=2d",
                "SKE_ACCESS_LIMIT=db.password=3",
                "SKE_ACCESS_CLEAR_ON_ACCESS=API_*",
                "SKE_ACCESS_ALLOW=DB_PASSWORD=com.a.**,API_KEY=com.c.*, DB_PASSWORD=com.b.Pool$Worker",
                "SKE_AUDIT_FILE=logs/audit.jsonl",
                "SKE_AUDIT_MAX_SIZE=512k",
                "SKE_AUDIT_KEEP=0",
                "SKE_AUDIT_READS=all",
                "SKE_STRICT=true",
                "SKE_JMX=off"));
    }

    private static void assertEverySetting(Config config) {
        ReadRule password = config.readRule("db.password", "DB_PASSWORD");
        ReadRule key = config.readRule("api.key", "API_KEY");
        AuditSpec audit = requireNonNull(config.audit());

        assertThat(password.ttlMillis()).isEqualTo(300_000);
        assertThat(password.limit()).isEqualTo(3);
        assertThat(password.clearOnAccess()).isFalse();
        assertThat(password.allowed()).extracting(Glob::toString).containsExactly("com.a.**", "com.b.Pool$Worker");
        assertThat(key.ttlMillis()).isEqualTo(3_600_000);
        assertThat(key.limit()).isEqualTo(1);
        assertThat(key.clearOnAccess()).isTrue();
        assertThat(key.allowed()).extracting(Glob::toString).containsExactly("com.c.*");
        assertThat(config.readRule("smtp.password", "SMTP_PASSWORD")).isSameAs(ReadRule.NONE);
        assertThat(config.refresh().auto()).isFalse();
        assertThat(config.refresh().watch()).isTrue();
        assertThat(config.refresh().reopen()).isTrue();
        assertThat(config.refresh().maxStaleMillis()).isEqualTo(172_800_000);
        assertThat(audit.file()).isEqualTo(Paths.get("conf/logs/audit.jsonl"));
        assertThat(audit.shown()).matches("secrets\\.yaml:(12|9): (/ske/audit/file|SKE_AUDIT_FILE)");
        assertThat(audit.maxBytes()).isEqualTo(512 * 1024);
        assertThat(audit.keep()).isZero();
        assertThat(audit.allReads()).isTrue();
        assertThat(config.strict()).isTrue();
        assertThat(config.jmx()).isEqualTo(Jmx.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh.ttl=15m", "SKE_REFRESH_TTL=15m", "refresh.ttl='**=15m'"})
    void one_time_to_live_is_every_secrets(String line) {
        assertThat(Lines.read(line).readRule("a.b.c", "A_B_C").ttlMillis()).isEqualTo(900_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'DB_*=5m,**=15m', 300000",
        "'**=15m,DB_*=5m', 900000",
        "'DB_PASSWORD =1s', 1000",
        "'db.*=2s,DB_PASSWORD=1s', 2000",
        "'DB_USER=2s', 9223372036854775807"
    })
    void of_several_patterns_that_match_the_first_as_written_counts(String written, long millis) {
        Config config = Lines.read("SKE_REFRESH_TTL=" + written);

        assertThat(config.readRule("db.password", "DB_PASSWORD").ttlMillis()).isEqualTo(millis);
    }

    @Test
    void a_nested_map_keeps_its_order_too() {
        Config config = Lines.read("access.limit.DB_*=2", "access.limit.DB_PASSWORD=3", "access.limit.**=4");

        assertThat(config.readRule("db.password", "DB_PASSWORD").limit()).isEqualTo(2);
        assertThat(config.readRule("api.key", "API_KEY").limit()).isEqualTo(4);
    }

    @Test
    void equal_rules_are_one_object() {
        Config config = Lines.read("SKE_REFRESH_TTL=DB_*=5m", "SKE_ACCESS_LIMIT=*_KEY=2");

        assertThat(config.readRule("db.user", "DB_USER")).isSameAs(config.readRule("db.password", "DB_PASSWORD"));
        assertThat(config.readRule("api.key", "API_KEY")).isSameAs(config.readRule("tls.key", "TLS_KEY"));
        assertThat(config.readRule("db.key", "DB_KEY"))
                .isNotSameAs(config.readRule("api.key", "API_KEY"))
                .isNotSameAs(config.readRule("db.user", "DB_USER"));
        assertThat(config.readRule("other", "OTHER")).isSameAs(ReadRule.NONE);
    }

    @Test
    void what_is_cleared_at_its_first_read_needs_no_limit_and_heeds_none() {
        Config config = Lines.read("access.limit.A=5", "access.clear-on-access.0=A", "access.clear-on-access.1=B");

        assertThat(config.readRule("A", "A").limit()).isEqualTo(1);
        assertThat(config.readRule("A", "A")).isSameAs(config.readRule("B", "B"));
    }

    @Test
    void an_empty_list_of_classes_allows_nobody() {
        assertThat(Lines.read("access.allow.A=[]").readRule("A", "A").allowed()).isEmpty();
        assertThat(Lines.read("access.allow={}").readRule("A", "A").allowed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"audit=/var/log/ske.jsonl", "SKE_AUDIT=/var/log/ske.jsonl", "audit.file=/var/log/ske.jsonl"})
    void a_path_is_an_audit_with_the_defaults(String line) {
        AuditSpec audit = requireNonNull(Lines.read(line).audit());

        assertThat(audit.file()).isEqualTo(Paths.get("/var/log/ske.jsonl"));
        assertThat(audit.maxBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(audit.keep()).isEqualTo(5);
        assertThat(audit.allReads()).isFalse();
    }

    @Test
    void a_flat_path_of_the_audit_has_its_settings_beside_it() {
        AuditSpec audit = requireNonNull(
                Lines.read("SKE_AUDIT=a.jsonl", "SKE_AUDIT_KEEP=1000").audit());

        assertThat(audit.file()).isEqualTo(Paths.get("conf/a.jsonl"));
        assertThat(audit.shown()).isEqualTo("secrets.yaml:1: SKE_AUDIT");
        assertThat(audit.keep()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"64k, 65536", "1m, 1048576", "2g, 2147483648", "999999g, 1073740750258176"})
    void the_size_of_an_audit_file_is_a_whole_number_with_its_unit(String written, long bytes) {
        assertThat(requireNonNull(Lines.read("audit.file=a", "audit.max-size=" + written)
                                .audit())
                        .maxBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "on, ON", "off, OFF", "'''off''', OFF"})
    void jmx_is_one_of_three_words_whatever_type_the_documents_syntax_gives_it(String written, Jmx jmx) {
        assertThat(Lines.read("jmx=" + written).jmx()).isEqualTo(jmx);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh.reopen=true", "refresh.watch=true", "SKE_REFRESH_REOPEN=false"})
    void what_concerns_any_refresh_needs_no_time_to_live(String line) {
        Config config = Lines.read(line);

        assertThat(config.refresh().reopen() || config.refresh().watch()).isEqualTo(!line.endsWith("false"));
        assertThat(config.refresh().auto()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh.watch=true", "refresh.ttl=1m"})
    void max_stale_bounds_refreshes_that_happen_by_themselves(String line) {
        assertThat(Lines.read(line, "refresh.max-stale=10s").refresh().maxStaleMillis())
                .isEqualTo(10_000);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_wrong_is_told_with_line_and_setting(String line, String message, @Nullable String hint) {
        Failure failure = failure("log=warn", line);

        assertThat(failure).hasMessage("secrets.yaml:2: " + message);
        assertThat(failure.hint()).isEqualTo(hint);
    }

    static Stream<Arguments> what_is_wrong_is_told_with_line_and_setting() {
        String duration = " must be a duration such as 10s, 500ms or 2m";
        String number = "a number needs its unit: ms, s, m, h or d";
        String limit = " must be a map of names or patterns to numbers, or a text NAME=NUMBER,NAME=NUMBER";
        String allow = " must be a map of names or patterns to class patterns, or a text NAME=CLASSES,NAME=CLASSES";
        String classes = " must be a pattern of class names such as com.acme.db.**";
        String asLimit = "as in DB_PASSWORD=3,API_*=10";
        String asAllow = "as in DB_PASSWORD=com.zaxxer.hikari.**,DB_PASSWORD=com.acme.db.**";
        return Stream.of(
                arguments("refresh=15m", "/ske/refresh must be a map of ttl, auto, watch, reopen and max-stale", null),
                arguments(
                        "refresh.tll=15m",
                        "/ske/refresh/tll is not a setting; did you mean ttl",
                        "known here: ttl, auto, watch, reopen, max-stale"),
                arguments("refresh.ttl=15", "/ske/refresh/ttl" + duration, number),
                arguments(
                        "refresh.ttl=~",
                        "/ske/refresh/ttl is empty: expected a duration such as 15m,"
                                + " or a map of names or patterns to durations",
                        "give it a value or take the line out"),
                arguments("refresh.ttl.DB_*=5", "/ske/refresh/ttl/DB_*" + duration, number),
                arguments("refresh.ttl.DB_*.0=5m", "/ske/refresh/ttl/DB_*" + duration, null),
                arguments(
                        "refresh.ttl.0=5m",
                        "/ske/refresh/ttl must be a duration such as 15m,"
                                + " or a map of names or patterns to durations",
                        null),
                arguments("SKE_REFRESH_TTL=DB_*=5", "SKE_REFRESH_TTL (DB_*)" + duration, number),
                arguments(
                        "SKE_REFRESH_TTL=DB_*=1w",
                        "SKE_REFRESH_TTL (DB_*)" + duration,
                        "whole numbers of ms, s, m, h or d"),
                arguments("SKE_REFRESH_TTL=A=1s,A=2s", "SKE_REFRESH_TTL has a name twice", "leave one of them"),
                arguments(
                        "SKE_REFRESH_TTL=A=1s,",
                        "SKE_REFRESH_TTL must be a duration such as 15m,"
                                + " or a map of names or patterns to durations",
                        "as in DB_*=5m,*=15m"),
                arguments(
                        "SKE_REFRESH_TTL= =1s",
                        "SKE_REFRESH_TTL must be a duration such as 15m,"
                                + " or a map of names or patterns to durations",
                        "as in DB_*=5m,*=15m"),
                arguments("refresh.ttl=50ms", "/ske/refresh/ttl must be from 100ms to 3650d", null),
                arguments("refresh.ttl=3651d", "/ske/refresh/ttl must be from 100ms to 3650d", null),
                arguments("refresh.ttl=0s", "/ske/refresh/ttl must be more than 0", null),
                arguments("refresh.watch=yes", "/ske/refresh/watch must be true or false", null),
                arguments(
                        "refresh.auto=true",
                        "/ske/refresh/auto needs a ttl",
                        "it says what happens when a time to live ends: add ttl: 15m"),
                arguments(
                        "SKE_REFRESH_AUTO=false",
                        "SKE_REFRESH_AUTO needs a ttl",
                        "it says what happens when a time to live ends: add ttl: 15m"),
                arguments(
                        "refresh.max-stale=1h",
                        "/ske/refresh/max-stale needs a ttl or watch",
                        "nothing is refreshed by itself without: add ttl: 15m or watch: true"),
                arguments("access=3", "/ske/access must be a map of limit, clear-on-access and allow", null),
                arguments(
                        "access.limits.A=3",
                        "/ske/access/limits is not a setting; did you mean limit",
                        "known here: limit, clear-on-access, allow"),
                arguments("access.limit=3", "/ske/access/limit" + limit, asLimit),
                arguments("SKE_ACCESS_LIMIT=DB_PASSWORD", "SKE_ACCESS_LIMIT" + limit, asLimit),
                arguments("access.limit=[]", "/ske/access/limit" + limit, null),
                arguments("access.limit.A=0", "/ske/access/limit/A must be a whole number from 1 to 999999999", null),
                arguments("access.limit.A=-1", "/ske/access/limit/A must be a whole number from 1 to 999999999", null),
                arguments("access.limit.A=1.5", "/ske/access/limit/A must be a whole number from 1 to 999999999", null),
                arguments(
                        "access.limit.A=many", "/ske/access/limit/A must be a whole number from 1 to 999999999", null),
                arguments(
                        "access.limit.A=1000000000",
                        "/ske/access/limit/A must be a whole number from 1 to 999999999",
                        null),
                arguments("access.limit.db.password=3", "/ske/access/limit/db must be a whole number", null),
                arguments(
                        "SKE_ACCESS_LIMIT=API_*=0",
                        "SKE_ACCESS_LIMIT (API_*) must be a whole number from 1 to 999999999",
                        null),
                arguments(
                        "access.clear-on-access=true",
                        "/ske/access/clear-on-access must be a list of texts",
                        "put the value in quotes"),
                arguments(
                        "access.clear-on-access.0=5",
                        "/ske/access/clear-on-access/0 must be text",
                        "put the value in quotes"),
                arguments("access.allow=com.a.**", "/ske/access/allow" + allow, asAllow),
                arguments("SKE_ACCESS_ALLOW=A=", "SKE_ACCESS_ALLOW" + allow, asAllow),
                arguments("access.allow.A=5", "/ske/access/allow/A must be a list of texts", "put the value in quotes"),
                arguments(
                        "access.allow.A=com/a/Pool", "/ske/access/allow/A" + classes, "packages are separated by dots"),
                arguments(
                        "access.allow.A.0=com.a.**,com.b.**",
                        "/ske/access/allow/A/0" + classes,
                        "one pattern an item, without commas"),
                arguments(
                        "SKE_ACCESS_ALLOW=A=com.a.Pool()",
                        "SKE_ACCESS_ALLOW (A)" + classes,
                        "packages are separated by dots"),
                arguments("audit={}", "/ske/audit names no file", "write file: ./ske-audit.jsonl"),
                arguments("audit.keep=3", "/ske/audit names no file", "write file: ./ske-audit.jsonl"),
                arguments(
                        "audit=true",
                        "/ske/audit must be a path or a map of file, max-size, keep and reads",
                        "put the value in quotes"),
                arguments(
                        "SKE_AUDIT=",
                        "SKE_AUDIT is empty: expected a path or a map of file, max-size, keep and reads",
                        "give it a value or take the line out"),
                arguments(
                        "audit.path=a", "/ske/audit/path is not a setting", "known here: file, max-size, keep, reads"),
                arguments("audit='a\0b'", "/ske/audit is no path on this system", null),
                arguments("strict=yes", "/ske/strict must be true or false", null),
                arguments("jmx=true", "/ske/jmx must be auto, on or off", null));
    }

    @ParameterizedTest
    @CsvSource({
        "audit.max-size=63k, /ske/audit/max-size must be at least 64k",
        "audit.max-size=0g, /ske/audit/max-size must be at least 64k",
        "audit.max-size=10, '/ske/audit/max-size must be a size such as 512k, 10m or 1g'",
        "audit.max-size=10mb, '/ske/audit/max-size must be a size such as 512k, 10m or 1g'",
        "audit.max-size=1234567g, '/ske/audit/max-size must be a size such as 512k, 10m or 1g'",
        "audit.keep=1001, /ske/audit/keep must be a whole number from 0 to 1000",
        "audit.keep=-1, /ske/audit/keep must be a whole number from 0 to 1000",
        "audit.reads=none, /ske/audit/reads must be first or all"
    })
    void an_audit_that_is_wrong_is_told_with_line_and_setting(String line, String message) {
        assertThat(failure("audit.file=a", line)).hasMessage("secrets.yaml:2: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SKE_REFRESH", "SKE_REFRESH_TIL", "SKE_REFRESH_TTLL"})
    void a_flat_name_that_is_none_is_answered_with_the_nearest(String name) {
        assertThat(failure(name + "=15m"))
                .hasMessage("secrets.yaml:1: " + name + " is not a setting; did you mean SKE_REFRESH_TTL");
    }

    @Test
    void an_audit_with_two_paths_is_refused() {
        assertThat(failure("SKE_AUDIT=a", "SKE_AUDIT_FILE=b"))
                .hasMessage("secrets.yaml:2: SKE_AUDIT_FILE is given already in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh.ttl={}", "refresh.watch=true"})
    void what_happens_at_the_end_of_a_time_to_live_needs_one(String line) {
        assertThat(failure(line, "refresh.auto=true")).hasMessage("secrets.yaml:2: /ske/refresh/auto needs a ttl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refresh=%s",
                "refresh.ttl=%s",
                "refresh.ttl.A=%s",
                "SKE_REFRESH_TTL=A=%s",
                "SKE_REFRESH_TTL=%s 0123456789012345=1",
                "refresh.max-stale=7%s",
                "refresh.watch=%s",
                "access.limit.A=%s",
                "access.limit=%s",
                "SKE_ACCESS_LIMIT=A=%s",
                "access.clear-on-access.a=%s",
                "access.allow.A=/%s",
                "SKE_ACCESS_ALLOW=A=/%s",
                "audit.file.a=%s",
                "audit.max-size=%s",
                "audit.keep=%s",
                "audit.reads=%s",
                "strict=%s",
                "jmx=%s"
            })
    void no_message_shows_a_value(String line) {
        String value = UUID.randomUUID().toString();
        String[] lines = line.startsWith("audit.") ? new String[] {"SKE_AUDIT=a", ""} : new String[] {"log=warn", ""};
        lines[1] = String.format(line, value);

        Failure failure = failure(lines);

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

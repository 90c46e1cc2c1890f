package dev.ske.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ske.boot.Bridge;
import java.io.IOException;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    private final String value = UUID.randomUUID().toString();

    static List<Callable<?>> every_method() {
        return List.of(
                () -> Secrets.get("a"),
                () -> Secrets.find("a"),
                () -> Secrets.getOrDefault("a", "b"),
                () -> Secrets.use("a", chars -> chars.length),
                () -> Secrets.useBytes("a", bytes -> bytes.length),
                () -> Secrets.has("a"),
                Secrets::names,
                () -> Secrets.section("a"),
                Secrets::all,
                Secrets::info,
                () -> {
                    Secrets.refresh();
                    return null;
                },
                () -> Secrets.onChange("a", path -> {}),
                () -> Secrets.stats("a"),
                () -> {
                    Secrets.clear("a");
                    return null;
                },
                () -> {
                    Secrets.destroy();
                    return null;
                });
    }

    @AfterEach
    void no_agent() {
        Bridge.agent = null;
    }

    @Test
    void a_value_is_returned_as_the_agent_gives_it() {
        answers(11, value, "db.password");
        assertThat(Secrets.get("db.password")).isEqualTo(value);
    }

    @Test
    void a_value_may_be_found_or_not() {
        answers(12, Optional.of(value), "there");
        assertThat(Secrets.find("there")).contains(value);
        assertThat(Secrets.getOrDefault("there", "fallback")).isEqualTo(value);
        answers(12, Optional.empty(), "absent");
        assertThat(Secrets.find("absent")).isEmpty();
        assertThat(Secrets.getOrDefault("absent", "fallback")).isEqualTo("fallback");
    }

    @Test
    void a_function_gets_the_characters_and_they_are_wiped_when_it_returns() {
        answers(13, value.toCharArray(), "name");
        List<char[]> kept = new ArrayList<>();
        String seen = Secrets.use("name", chars -> {
            kept.add(chars);
            return new String(chars);
        });
        assertThat(seen).isEqualTo(value);
        assertThat(kept.get(0)).hasSize(value.length()).containsOnly('\0');
    }

    @Test
    void a_function_gets_the_bytes_and_they_are_wiped_when_it_returns() {
        answers(14, value.getBytes(UTF_8), "name");
        List<byte[]> kept = new ArrayList<>();
        String seen = Secrets.useBytes("name", bytes -> {
            kept.add(bytes);
            return new String(bytes, UTF_8);
        });
        assertThat(seen).isEqualTo(value);
        assertThat(kept.get(0)).hasSize(value.length()).containsOnly((byte) 0);
    }

    @Test
    void what_a_function_throws_passes_through_and_the_value_is_wiped() {
        char[] chars = value.toCharArray();
        byte[] bytes = value.getBytes(UTF_8);
        IOException thrown = new IOException("the function's own");
        answers(13, chars, "name");
        assertThatThrownBy(() -> Secrets.use("name", password -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        answers(14, bytes, "name");
        assertThatThrownBy(() -> Secrets.useBytes("name", password -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(chars).containsOnly('\0');
        assertThat(bytes).containsOnly((byte) 0);
    }

    @Test
    void names_and_their_presence_are_told() {
        answers(15, true, "name");
        assertThat(Secrets.has("name")).isTrue();
        answers(15, false, "name");
        assertThat(Secrets.has("name")).isFalse();
        answers(16, new TreeSet<>(Set.of("db.user", "db.password")));
        assertThat(Secrets.names()).containsExactly("db.password", "db.user");
        assertThatThrownBy(() -> Secrets.names().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void maps_hold_the_values_and_never_show_them() {
        Map<String, String> entries = new TreeMap<>(Map.of("db.user", value, "db.password", value));
        answers(17, entries, "db");
        check(Secrets.section("db"), entries);
        answers(18, entries);
        check(Secrets.all(), entries);
    }

    private static void check(Map<String, String> answer, Map<String, String> entries) {
        assertThat(answer).isEqualTo(entries).hasSameHashCodeAs(entries).hasSize(2);
        assertThat(answer.get("db.user")).isEqualTo(entries.get("db.user"));
        assertThat(answer).containsKey("db.user").doesNotContainKey("user");
        assertThat(answer.get("user")).isNull();
        assertThat(answer.toString()).isEqualTo("{db.password=redacted, db.user=redacted}");
        assertThatThrownBy(() -> answer.remove("db.user")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> answer.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_store_is_described() {
        Map<String, Object> described = Map.of(
                "version", "7.1", "memory", "memfd_secret", "sources", List.of("a.env"), "secrets", 3, "settings", 4);
        answers(19, described);
        StoreInfo info = Secrets.info();
        assertThat(info.agentVersion()).isEqualTo("7.1");
        assertThat(info.memory()).isEqualTo("memfd_secret");
        assertThat(info.sources()).containsExactly("a.env");
        assertThat(info.secrets()).isEqualTo(3);
        assertThat(info.settings()).isEqualTo(4);
        assertThat(info).hasToString("ske-agent 7.1, 3 secrets and 4 settings from [a.env], memory memfd_secret");
    }

    @Test
    void a_description_of_another_version_is_tolerated() {
        answers(19, Map.of("colour", "green"));
        StoreInfo info = Secrets.info();
        assertThat(info.agentVersion()).isEqualTo("unknown");
        assertThat(info.memory()).isEqualTo("unknown");
        assertThat(info.sources()).isEmpty();
        assertThat(info.secrets()).isZero();
        assertThat(info.settings()).isZero();
    }

    @Test
    void the_stores_freshness_is_described() {
        answers(
                19,
                Map.of(
                        "settings",
                        1,
                        "opened",
                        1_000L,
                        "refreshed",
                        61_000L,
                        "refreshes",
                        1,
                        "failing-since",
                        120_000L,
                        "failure",
                        "KMS_UNREACHABLE: no answer from KMS",
                        "next",
                        121_000L,
                        "expires",
                        3_661_000L));
        StoreInfo info = Secrets.info();
        assertThat(info.opened()).contains(Instant.ofEpochSecond(1));
        assertThat(info.refreshed()).contains(Instant.ofEpochSecond(61));
        assertThat(info.refreshes()).isEqualTo(1);
        assertThat(info.failingSince()).contains(Instant.ofEpochSecond(120));
        assertThat(info.failure()).contains("KMS_UNREACHABLE: no answer from KMS");
        assertThat(info.next()).contains(Instant.ofEpochSecond(121));
        assertThat(info.expires()).contains(Instant.ofEpochSecond(3_661));
        assertThat(info)
                .hasToString("ske-agent unknown, 0 secrets and 1 setting from [], memory unknown"
                        + ", opened 1970-01-01T00:00:01Z, refreshed 1 time, last 1970-01-01T00:01:01Z"
                        + ", next refresh 1970-01-01T00:02:01Z, first expires 1970-01-01T01:01:01Z"
                        + ", refreshing fails since 1970-01-01T00:02:00Z: KMS_UNREACHABLE: no answer from KMS");
    }

    @Test
    void how_attestation_of_each_key_stands_is_described() {
        Map<String, Object> attested =
                Map.of("key", "alias/a", "source", "nsm", "required", true, "attested", true, "document", 61_000L);
        Map<String, Object> failed = Map.of(
                "key", "alias/b",
                "source", "http://127.0.0.1:8080/attest",
                "required", false,
                "attested", false,
                "failure", "ATTESTATION_UNAVAILABLE: nobody is there");
        answers(19, Map.of("attestations", List.of(attested, failed, "rubbish", Map.of("colour", "green"))));
        StoreInfo info = Secrets.info();
        assertThat(info.attestations())
                .extracting(
                        AttestationInfo::key,
                        AttestationInfo::source,
                        AttestationInfo::required,
                        AttestationInfo::attested,
                        AttestationInfo::document,
                        AttestationInfo::failure)
                .containsExactly(
                        tuple("alias/a", "nsm", true, true, Optional.of(Instant.ofEpochSecond(61)), Optional.empty()),
                        tuple(
                                "alias/b",
                                "http://127.0.0.1:8080/attest",
                                false,
                                false,
                                Optional.empty(),
                                Optional.of("ATTESTATION_UNAVAILABLE: nobody is there")),
                        tuple("unknown", "unknown", false, false, Optional.empty(), Optional.empty()));
        assertThat(info)
                .hasToString("ske-agent unknown, 0 secrets and 0 settings from [], memory unknown, attestation"
                        + " [alias/a attested by nsm, required, document of 1970-01-01T00:01:01Z,"
                        + " alias/b not attested by http://127.0.0.1:8080/attest, not required,"
                        + " failed: ATTESTATION_UNAVAILABLE: nobody is there,"
                        + " unknown not used, attestation by unknown, not required]");
        assertThatThrownBy(() -> info.attestations().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_agent_without_attestation_has_none_to_describe() {
        answers(19, Map.of("attestations", "none"));
        assertThat(Secrets.info().attestations()).isEmpty();
        answers(19, Map.of("version", "0.0.9"));
        assertThat(Secrets.info().attestations()).isEmpty();
    }

    @Test
    void an_agent_that_knows_nothing_of_freshness_is_tolerated() {
        answers(19, Map.of("version", "0.0.9", "refreshed", "yesterday"));
        StoreInfo info = Secrets.info();
        assertThat(info.opened()).isEmpty();
        assertThat(info.refreshed()).isEmpty();
        assertThat(info.refreshes()).isZero();
        assertThat(info.failingSince()).isEmpty();
        assertThat(info.failure()).isEmpty();
        assertThat(info.next()).isEmpty();
        assertThat(info.expires()).isEmpty();
        assertThat(info.toString()).endsWith("memory unknown");
    }

    @Test
    void the_use_of_a_secret_is_described() {
        answers(
                23,
                Map.of("created", 1_500L, "lastRead", 2_000L, "reads", 2L, "expires", 9_000L, "limit", 3L),
                "db.password");
        SecretStats stats = Secrets.stats("db.password");
        assertThat(stats.created()).isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(stats.lastRead()).contains(Instant.ofEpochSecond(2));
        assertThat(stats.reads()).isEqualTo(2);
        assertThat(stats.expires()).contains(Instant.ofEpochSecond(9));
        assertThat(stats.limit()).hasValue(3);
        assertThat(stats)
                .hasToString("db.password: 2 of 3 reads, created 1970-01-01T00:00:01.500Z,"
                        + " last read 1970-01-01T00:00:02Z, expires 1970-01-01T00:00:09Z");
    }

    @Test
    void a_secret_that_nobody_read_and_nothing_bounds_has_neither_time_nor_limit() {
        answers(23, Map.of("created", 1_000L, "reads", 0L, "mood", "fine"), "a");
        SecretStats stats = Secrets.stats("a");
        assertThat(stats.lastRead()).isEmpty();
        assertThat(stats.reads()).isZero();
        assertThat(stats.expires()).isEmpty();
        assertThat(stats.limit()).isEmpty();
        assertThat(stats).hasToString("a: 0 reads, created 1970-01-01T00:00:01Z");
    }

    @Test
    void a_listener_is_handed_to_the_agent_and_called_with_the_path() {
        List<String> heard = new ArrayList<>();
        Bridge.agent = (operation, arguments) -> {
            assertThat(operation).isEqualTo(22);
            assertThat(arguments[0]).isEqualTo("DB_PASSWORD");
            @SuppressWarnings("unchecked") // as docs/bridge.md has it
            Consumer<String> listener = (Consumer<String>) arguments[1];
            listener.accept("db.password");
            return (AutoCloseable) () -> {};
        };
        try (Subscription following = Secrets.onChange("DB_PASSWORD", heard::add)) {
            assertThat(following).isNotNull();
        }
        assertThat(heard).containsExactly("db.password");
    }

    @Test
    void a_subscription_is_closed_once_however_often_it_is_asked() {
        List<String> closed = new ArrayList<>();
        answersOnChange(() -> closed.add("closed"));
        Subscription following = Secrets.onChange("a", path -> {});
        assertThat(closed).isEmpty();
        following.close();
        following.close();
        assertThat(closed).hasSize(1);
    }

    @Test
    void a_subscription_that_an_agent_cannot_close_leaves_nothing_to_catch() {
        answersOnChange(() -> {
            throw new IOException("for the test");
        });
        Subscription following = Secrets.onChange("a", path -> {});
        assertThatExceptionOfType(SecretsUnavailableException.class).isThrownBy(following::close);
    }

    private static void answersOnChange(AutoCloseable answer) {
        Bridge.agent = (operation, arguments) -> operation == 22 ? answer : null;
    }

    @Test
    void what_is_done_without_an_answer_asks_the_agent() {
        List<List<Object>> asked = new ArrayList<>();
        Bridge.agent = (operation, arguments) -> {
            List<Object> call = new ArrayList<>(List.of(arguments));
            call.add(0, operation);
            asked.add(call);
            return true;
        };
        Secrets.refresh();
        Secrets.clear("db.password");
        Secrets.destroy();
        assertThat(asked).containsExactly(List.of(21), List.of(24, "db.password"), List.of(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET_EXPIRED", "SECRET_READ_LIMIT", "SECRET_DENIED"})
    void a_read_that_the_configuration_forbids_has_its_code(String code) {
        Bridge.agent = (operation, arguments) -> new SimpleEntry<>(code, arguments[0] + ": refused");
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> Secrets.getOrDefault("db.password", "fallback"))
                .withMessage("db.password: refused")
                .returns(code, SecretsException::code);
    }

    @Test
    void null_arguments_are_refused_by_name() {
        refused("name", () -> Secrets.get(null));
        refused("name", () -> Secrets.find(null));
        refused("name", () -> Secrets.getOrDefault(null, "b"));
        refused("fallback", () -> Secrets.getOrDefault("a", null));
        refused("name", () -> Secrets.use(null, chars -> 1));
        refused("function", () -> Secrets.use("a", null));
        refused("name", () -> Secrets.useBytes(null, bytes -> 1));
        refused("function", () -> Secrets.useBytes("a", null));
        refused("name", () -> Secrets.has(null));
        refused("prefix", () -> Secrets.section(null));
        refused("name", () -> Secrets.onChange(null, path -> {}));
        refused("listener", () -> Secrets.onChange("a", null));
        refused("name", () -> Secrets.stats(null));
        refused("name", () -> Secrets.clear(null));
    }

    private static void refused(String parameter, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
    }

    @ParameterizedTest
    @MethodSource("every_method")
    void without_an_agent_every_method_says_how_to_attach_it(Callable<?> method) {
        assertThatExceptionOfType(SecretsUnavailableException.class)
                .isThrownBy(method::call)
                .withMessage("no SKE agent answers in this JVM: attach it with"
                        + " `java -javaagent:ske-agent.jar=config=FILE -jar app.jar`")
                .returns("SECRETS_UNAVAILABLE", SecretsException::code);
    }

    @ParameterizedTest
    @MethodSource("every_method")
    void an_agent_that_is_too_old_is_named_with_its_version_and_ours(Callable<?> method) {
        Bridge.agent = (operation, arguments) -> new SimpleEntry<>("UNKNOWN_OPERATION", "0.0.3");
        assertThatExceptionOfType(SecretsUnavailableException.class)
                .isThrownBy(method::call)
                .withMessageMatching("ske-agent 0\\.0\\.3 does not know operation [0-9]+ of ske-api 0\\.1\\.0: .*")
                .returns("SECRETS_UNAVAILABLE", SecretsException::code);
    }

    @ParameterizedTest
    @MethodSource("every_method")
    void a_refusal_is_an_exception_with_the_agents_code_and_message(Callable<?> method) {
        Bridge.agent = (operation, arguments) -> new SimpleEntry<>("STORE_DESTROYED", "the store is gone");
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(method::call)
                .withMessage("the store is gone")
                .returns("STORE_DESTROYED", SecretsException::code);
    }

    @ParameterizedTest
    @MethodSource("every_method")
    void an_answer_of_another_type_is_an_agent_that_does_not_belong_here(Callable<?> method) {
        Bridge.agent = (operation, arguments) -> new Object[] {value};
        assertThatExceptionOfType(SecretsUnavailableException.class)
                .isThrownBy(method::call)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
    }

    @Test
    void a_missing_name_has_an_exception_of_its_own() {
        answers(11, new SimpleEntry<>("SECRET_NOT_FOUND", "db.pass: there is no such name"), "db.pass");
        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> Secrets.get("db.pass"))
                .withMessage("db.pass: there is no such name")
                .returns("SECRET_NOT_FOUND", SecretsException::code);
    }

    @Test
    void what_the_agent_throws_arrives_unwrapped() {
        IllegalStateException bug = new IllegalStateException("a bug");
        Error exhausted = new OutOfMemoryError("for the test");
        Bridge.agent = (operation, arguments) -> {
            throw bug;
        };
        assertThatThrownBy(Secrets::names).isSameAs(bug);
        Bridge.agent = (operation, arguments) -> {
            throw exhausted;
        };
        assertThatThrownBy(Secrets::names).isSameAs(exhausted);
    }

    /** The agent answers to exactly this operation with these arguments, and with null to any other. */
    private static void answers(int operation, Object answer, Object... arguments) {
        Bridge.agent = (asked, with) -> asked == operation && List.of(arguments).equals(List.of(with)) ? answer : null;
    }
}

package dev.ske.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.api.SecretNotFoundException;
import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import dev.ske.api.SecretsUnavailableException;
import dev.ske.api.Subscription;
import dev.ske.boot.Bridge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every method of the API, as tests see it. */
@ResourceLock("dev.ske.api.Secrets")
class TestSecretsTest {
    @AfterEach
    void no_agent() {
        Bridge.agent = null;
    }

    @Test
    void every_way_to_read_has_the_value() throws Exception {
        try (TestSecrets secrets = TestSecrets.of("db.password=ä=1", "db.user=app", "dbx=y")) {
            for (Callable<String> read : List.<Callable<String>>of(
                    () -> Secrets.get("DB_PASSWORD"),
                    () -> Secrets.find("db.password").orElse(""),
                    () -> Secrets.getOrDefault("DB_PASSWORD", ""),
                    () -> Secrets.use("db.password", String::new),
                    () -> Secrets.useBytes("db.password", bytes -> new String(bytes, UTF_8)),
                    () -> Secrets.section("db").get("db.password"),
                    () -> Secrets.all().get("db.password"))) {
                assertThat(read.call()).isEqualTo("ä=1");
            }
            assertThat(Secrets.section("db")).containsOnlyKeys("db.password", "db.user");
            assertThat(Secrets.all()).containsOnlyKeys("db.password", "db.user", "dbx");
            assertThat(Secrets.names()).containsExactlyInAnyOrder("db.password", "db.user", "dbx");
            assertThat(Secrets.has("DB_USER")).isTrue();
            assertThat(Secrets.info().secrets()).isEqualTo(3);
            assertThat(secrets).hasToString("3 secrets for a test");
        }
    }

    @Test
    void reads_are_counted_until_the_value_changes() {
        try (TestSecrets secrets = TestSecrets.of("A=a")) {
            assertThat(Secrets.stats("A").reads()).isZero();
            assertThat(Secrets.stats("A").lastRead()).isEmpty();
            assertThat(Secrets.get("A") + Secrets.get("a")).isEqualTo("aa");
            assertThat(Secrets.stats("A").reads()).isEqualTo(2);
            assertThat(Secrets.stats("A").lastRead()).isPresent();
            secrets.change("A", "b");
            assertThat(Secrets.stats("A").reads()).isZero();
        }
    }

    @Test
    void a_name_that_is_not_there_is_told_as_by_the_agent() {
        try (TestSecrets secrets = TestSecrets.of()) {
            assertThatExceptionOfType(SecretNotFoundException.class)
                    .isThrownBy(() -> Secrets.get("NONE"))
                    .withMessageContaining("NONE");
            assertThat(Secrets.find("NONE")).isEmpty();
            assertThat(Secrets.has("NONE")).isFalse();
            secrets.remove("NONE");
        }
    }

    @Test
    void a_change_is_told_to_those_who_listen_for_the_name_and_only_a_change() {
        List<String> told = new ArrayList<>();
        try (TestSecrets secrets = TestSecrets.of("db.password=old", "OTHER=o")) {
            Subscription subscription = Secrets.onChange(
                    "DB_PASSWORD",
                    path -> told.add(path + "=" + Secrets.find(path).orElse("none")));
            secrets.change("DB_PASSWORD", "old");
            secrets.change("OTHER", "p");
            secrets.change("DB_PASSWORD", "new");
            secrets.remove("db.password");
            secrets.change("db.password", "back");
            subscription.close();
            secrets.change("DB_PASSWORD", "unheard");
            assertThat(told).containsExactly("db.password=new", "db.password=none", "db.password=back");
            assertThat(Secrets.info().refreshes()).isEqualTo(5);
            Secrets.refresh();
            assertThat(Secrets.get("DB_PASSWORD")).isEqualTo("unheard");
        }
    }

    @Test
    void what_is_cleared_or_destroyed_is_gone() {
        try (TestSecrets secrets = TestSecrets.of("A=a", "B=b")) {
            Secrets.clear("A");
            assertThat(Secrets.has("A")).isFalse();
            assertThat(Secrets.get("B")).isEqualTo("b");
            Secrets.destroy();
            Secrets.destroy();
            assertThatExceptionOfType(SecretsException.class)
                    .isThrownBy(() -> Secrets.get("B"))
                    .matches(e -> e.code().equals("STORE_DESTROYED"));
            assertThat(secrets).hasToString("0 secrets for a test");
        }
    }

    @Test
    void the_later_ones_are_served_alone_until_they_are_closed_in_whatever_order() {
        TestSecrets first = TestSecrets.of("A=first");
        TestSecrets second = TestSecrets.of("B=second");
        assertThat(Secrets.has("A")).isFalse();
        first.close();
        assertThat(Secrets.get("B")).isEqualTo("second");
        second.close();
        second.close();
        assertThatThrownBy(() -> Secrets.get("B")).isInstanceOf(SecretsUnavailableException.class);
    }

    @Test
    void where_an_agent_serves_nobody_stands_in_for_it() {
        Map<String, Object> info = new HashMap<>(Map.of("version", "1.2.3"));
        Bridge.agent = (operation, arguments) -> info;
        assertThatIllegalStateException()
                .isThrownBy(() -> TestSecrets.of("A=a"))
                .withMessageContaining("ske-agent 1.2.3 serves this JVM");
        Bridge.agent = null;
        try (TestSecrets secrets = TestSecrets.of("A=of the test")) {
            Bridge.agent = (operation, arguments) -> "of the agent";
            assertThat(Secrets.get("A")).isEqualTo("of the agent");
            assertThat(secrets).isNotNull();
        }
    }

    @Test
    void an_operation_of_a_newer_api_is_told() {
        assertThat(new TestStore().apply(99, new Object[0]))
                .isEqualTo(Map.entry("UNKNOWN_OPERATION", "of ske-api-test"));
    }

    @Test
    void names_are_made_canonical_as_the_agent_makes_them() {
        assertThat(TestStore.canonical("db.pass-word.0.ä")).isEqualTo("DB_PASS_WORD_0__u00E4");
    }
}

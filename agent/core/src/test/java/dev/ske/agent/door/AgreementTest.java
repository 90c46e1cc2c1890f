package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Desk;
import dev.ske.agent.access.Vault;
import dev.ske.agent.audit.Via;
import dev.ske.agent.store.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A name is answered by all ways into the environment or by none, whatever refuses it. */
class AgreementTest {
    private static final Map<String, String> REAL = Map.of("HOME", "/root", "DB_PASSWORD", "a real one");

    private interface Step {
        void on(Vault vault) throws InterruptedException;
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "used up",
                        "access: {limit: {db.password: 1}}",
                        vault -> vault.gate().text(vault.item("db.password"), Via.GET)),
                refusal(
                        "wiped",
                        "access: {clear-on-access: [db.password]}",
                        vault -> vault.gate().text(vault.item("db.password"), Via.GET)),
                refusal("denied", "access: {allow: {db.password: [org.none.Reader]}}", vault -> {}),
                refusal("cleared", "", vault -> vault.gate().clear(vault.item("db.password"))),
                refusal("expired", "refresh: {ttl: {db.password: 1s}, auto: false}", vault -> Thread.sleep(1_050)),
                refusal("destroyed", "", vault -> vault.store().destroy()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_refused_name_is_in_no_answer_and_never_the_real_one(String kind, String settings, Step step)
            throws InterruptedException {
        Vault vault = new Vault(settings)
                .secret("db.password", UUID.randomUUID().toString())
                .publish();
        Item item = vault.item("db.password");
        EnvironmentView view = new EnvironmentView(REAL, vault.store(), vault.gate());
        assertThat(view.containsKey("DB_PASSWORD")).isEqualTo(!kind.equals("denied"));
        step.on(vault);
        long reads = item.usage().reads();
        List<String> told = List.copyOf(vault.told());

        assertThat(view.containsKey("DB_PASSWORD")).isFalse();
        assertThat(view.keySet()).containsExactly("HOME");
        assertThat(view.keySet().contains("DB_PASSWORD")).isFalse();
        assertThat(view.size()).isEqualTo(1);
        assertThat(view.entrySet()).hasSize(1).containsExactly(Map.entry("HOME", "/root"));
        assertThat(view.values()).containsExactly("/root");
        assertThat(new HashMap<>(view)).isEqualTo(Map.of("HOME", "/root"));
        assertThat(view).hasToString("{HOME=/root}");
        assertThat(vault.told()).as("to list is not to read").isEqualTo(told);

        assertThat(view.get("DB_PASSWORD")).isNull();
        assertThat(view.answer("DB_PASSWORD", REAL.get("DB_PASSWORD"), Via.GETENV))
                .isNull();
        assertThat(view.getOrDefault("DB_PASSWORD", "fallback")).isEqualTo("fallback");
        assertThat(item.usage().reads()).isEqualTo(reads);
    }

    @Test
    void a_caller_that_may_read_finds_the_name_where_others_do_not() {
        String value = UUID.randomUUID().toString();
        Vault vault = new Vault("access: {allow: {db.password: [com.acme.Desk]}}")
                .secret("db.password", value)
                .publish();
        EnvironmentView view = new EnvironmentView(REAL, vault.store(), vault.gate());
        assertThat(Desk.ask(() -> new HashMap<>(view))).isEqualTo(Map.of("HOME", "/root", "DB_PASSWORD", value));
        assertThat(Desk.ask(() -> new ArrayList<>(view.keySet()))).containsExactly("HOME", "DB_PASSWORD");
        assertThat(new HashMap<>(view)).isEqualTo(Map.of("HOME", "/root"));
        assertThat(vault.told()).containsExactly("db.password environment served by com.acme.Desk");
    }

    @Test
    void listing_and_copying_keys_count_nothing_and_each_value_counts_once() {
        String value = UUID.randomUUID().toString();
        Vault vault = new Vault("access: {limit: {db.password: 2}}")
                .secret("db.password", value)
                .publish();
        Item item = vault.item("db.password");
        EnvironmentView view = new EnvironmentView(REAL, vault.store(), vault.gate());
        assertThat(new ArrayList<>(view.keySet())).contains("DB_PASSWORD");
        assertThat(view.toString() + view.entrySet() + view.values()).doesNotContain(value);
        assertThat(view.size() + view.values().size()).isEqualTo(4);
        for (Map.Entry<String, String> variable : view.entrySet()) {
            assertThat(variable.getKey()).isNotEmpty();
        }
        assertThat(item.usage().reads()).isZero();

        assertThat(new HashMap<>(view)).containsEntry("DB_PASSWORD", value);
        assertThat(item.usage().reads()).isEqualTo(1);
        assertThat(new ArrayList<>(view.values())).contains(value);
        assertThat(item.usage().reads()).isEqualTo(2);
    }

    /** Null would break {@code environment().putAll(System.getenv())}. */
    @Test
    void a_name_that_is_refused_between_listing_and_reading_is_empty() {
        Vault vault = new Vault("access: {limit: {db.password: 1}}")
                .secret("db.password", UUID.randomUUID().toString())
                .publish();
        EnvironmentView view = new EnvironmentView(Map.of(), vault.store(), vault.gate());
        Map.Entry<String, String> variable = view.entrySet().iterator().next();
        assertThat(variable.getValue()).isNotEmpty();
        assertThat(variable.getValue()).isEmpty();
    }

    private static Arguments refusal(String kind, String settings, Step step) {
        return Arguments.of(kind, settings, step);
    }
}

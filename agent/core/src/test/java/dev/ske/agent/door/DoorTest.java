package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Desk;
import dev.ske.agent.access.Gate;
import dev.ske.agent.access.Vault;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.refresh.Refresher;
import dev.ske.agent.refresh.Reopening;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import dev.ske.agent.store.Swap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The API's operations, where a rule refuses a secret, and those that are about the life of values. */
class DoorTest {
    private final String value = UUID.randomUUID().toString();
    private Vault vault = new Vault("");
    private Door door;

    @Test
    void every_operation_is_told_of_under_its_name() {
        serve(new Vault("").secret("db.password", value));
        call(Operation.GET, "db.password");
        call(Operation.FIND, "DB_PASSWORD");
        call(Operation.CHARS, "db.password");
        call(Operation.BYTES, "db.password");
        call(Operation.SECTION, "db");
        call(Operation.ALL);
        assertThat(door.apply(Operation.GETENV, new Object[] {"DB_PASSWORD", null}))
                .isEqualTo(value);
        ((Map<?, ?>) there(door.apply(Operation.ENVIRONMENT, new Object[] {Map.of()}))).get("DB_PASSWORD");
        assertThat(vault.told())
                .extracting(line -> line.replaceAll("^db.password | served$", ""))
                .containsExactly("get", "find", "use", "useBytes", "section", "all", "getenv", "environment");
        call(Operation.HAS, "db.password");
        call(Operation.NAMES);
        call(Operation.STATS, "db.password");
        assertThat(vault.told()).hasSize(8);
        assertThat(vault.item("db.password").usage().reads()).isEqualTo(8);
    }

    @Test
    void what_is_used_up_is_still_a_name_and_left_out_where_several_are_read() {
        serve(new Vault("access: {limit: {db.password: 1}}")
                .secret("db.password", value)
                .secret("db.user", "app"));
        assertThat(call(Operation.SECTION, "db")).isEqualTo(Map.of("db.password", value, "db.user", "app"));
        assertThat(call(Operation.SECTION, "DB")).isEqualTo(Map.of("db.user", "app"));
        assertThat(call(Operation.ALL)).isEqualTo(Map.of("db.user", "app"));
        assertThat(code(call(Operation.GET, "db.password"))).isEqualTo("SECRET_READ_LIMIT");
        assertThat(code(call(Operation.FIND, "db.password"))).isEqualTo("SECRET_READ_LIMIT");
        assertThat(call(Operation.HAS, "db.password")).isEqualTo(true);
        assertThat(call(Operation.NAMES)).isEqualTo(Set.of("db.password", "db.user"));
        assertThat(stats("db.password")).containsEntry("reads", 1L).containsEntry("limit", 1L);
    }

    @Test
    void what_this_caller_may_not_read_is_left_out_where_several_are_read() {
        serve(new Vault("access: {allow: {db.password: [com.acme.Desk]}}")
                .secret("db.password", value)
                .secret("db.user", "app"));
        assertThat(call(Operation.ALL)).isEqualTo(Map.of("db.user", "app"));
        assertThat(Desk.ask(() -> call(Operation.ALL))).isEqualTo(Map.of("db.password", value, "db.user", "app"));
        assertThat(code(call(Operation.GET, "db.password"))).isEqualTo("SECRET_DENIED");
        assertThat(call(Operation.HAS, "db.password")).isEqualTo(true);
        assertThat(stats("db.password")).containsEntry("reads", 1L).doesNotContainKey("limit");
    }

    @Test
    void what_has_expired_fails_a_reading_of_several_before_anything_is_counted() throws InterruptedException {
        serve(new Vault("refresh: {ttl: {db.password: 1s}, auto: false}, access: {limit: {'**': 1}}")
                .secret("db.user", "app")
                .secret("db.password", value)
                .setting("db.url", "jdbc:x"));
        long created = vault.item("db.password").usage().created();
        assertThat((Long) there(stats("db.password").get("expires"))).isBetween(created + 900, created + 3_000);
        assertThat(stats("db.user")).doesNotContainKey("expires");
        Thread.sleep(1_050);
        assertThat(code(call(Operation.GET, "db.password"))).isEqualTo("SECRET_EXPIRED");
        assertThat(code(call(Operation.SECTION, "db"))).isEqualTo("SECRET_EXPIRED");
        assertThat(code(call(Operation.ALL))).isEqualTo("SECRET_EXPIRED");
        assertThat(vault.item("db.user").usage().reads()).isZero();
        assertThat(call(Operation.HAS, "db.password")).isEqualTo(true);
        assertThat(call(Operation.GET, "db.user")).isEqualTo("app");
    }

    @Test
    void several_that_are_read_together_are_of_one_refresh_even_if_the_next_one_comes_in_between() {
        serve(new Vault("").secret("db.password", "before").secret("db.user", "before"));
        vault.meanwhile = () -> {
            vault.meanwhile = () -> {};
            try (StrongRandom random = new StrongRandom()) {
                Sealing next = vault.store().next(random);
                for (String path : List.of("db.password", "db.user")) {
                    vault.seal(next, path, "after".getBytes(StandardCharsets.UTF_8), vault.item(path));
                }
                vault.store().replace(next);
            }
        };
        assertThat(call(Operation.SECTION, "db")).isEqualTo(Map.of("db.password", "before", "db.user", "before"));
        assertThat(call(Operation.ALL)).isEqualTo(Map.of("db.password", "after", "db.user", "after"));
    }

    @Test
    void what_is_cleared_is_no_name_any_more() {
        serve(new Vault("").secret("db.password", value).setting("db.url", "jdbc:x"));
        assertThat(call(Operation.CLEAR, "db.password")).isEqualTo(true);
        assertThat(call(Operation.CLEAR, "DB_PASSWORD")).as("again").isEqualTo(true);
        assertThat(code(call(Operation.GET, "db.password"))).isEqualTo("SECRET_NOT_FOUND");
        assertThat(call(Operation.FIND, "db.password")).isEqualTo(Optional.empty());
        assertThat(call(Operation.HAS, "db.password")).isEqualTo(false);
        assertThat(call(Operation.NAMES)).isEqualTo(Set.of("db.url"));
        assertThat(call(Operation.ALL)).isEqualTo(Map.of("db.url", "jdbc:x"));
        assertThat(code(call(Operation.STATS, "db.password"))).isEqualTo("SECRET_NOT_FOUND");
        assertThat(vault.told()).containsOnlyOnce("db.password cleared");

        assertThat(code(call(Operation.CLEAR, "no.such"))).isEqualTo("SECRET_NOT_FOUND");
        assertThat(code(call(Operation.CLEAR, "db.url"))).isEqualTo("SECRET_NOT_FOUND");
        assertThat(call(Operation.GET, "db.url")).isEqualTo("jdbc:x");
    }

    @Test
    void a_setting_has_stats_without_reads() {
        serve(new Vault("access: {limit: {'**': 1}}").setting("db.url", "jdbc:x"));
        call(Operation.GET, "db.url");
        call(Operation.GET, "db.url");
        assertThat(stats("db.url"))
                .containsEntry("reads", 0L)
                .containsEntry("created", vault.store().snapshot().openedMillis())
                .containsOnlyKeys("reads", "created");
    }

    @Test
    void stats_tell_when_a_value_was_made_and_read() {
        serve(new Vault("").secret("a", value));
        assertThat(stats("a")).containsOnlyKeys("created", "reads").containsEntry("reads", 0L);
        long before = System.currentTimeMillis();
        call(Operation.GET, "a");
        assertThat((Long) there(stats("a").get("lastRead"))).isBetween(before, System.currentTimeMillis());
        assertThat(stats("a"))
                .containsEntry("reads", 1L)
                .containsEntry("created", vault.item("a").usage().created());
    }

    @Test
    void destroy_ends_all_that_is_served() {
        serve(new Vault("").secret("a", value));
        assertThat(call(Operation.DESTROY)).isEqualTo(true);
        assertThat(vault.told()).containsExactly("destroyed");
        for (int operation :
                new int[] {Operation.GET, Operation.SECTION, Operation.STATS, Operation.CLEAR, Operation.HAS}) {
            assertThat(code(call(operation, "a"))).isEqualTo("STORE_DESTROYED");
        }
        assertThat(code(call(Operation.INFO))).isEqualTo("STORE_DESTROYED");
    }

    @Test
    void an_operation_of_a_later_api_is_unknown() {
        serve(new Vault("").secret("a", value));
        assertThat(code(call(1_000))).isEqualTo("UNKNOWN_OPERATION");
    }

    private void serve(Vault filled) {
        vault = filled.publish();
        door = new Door(new Opened(), Map.of(), null);
    }

    private Object call(int operation, Object... arguments) {
        return there(door.apply(operation, arguments));
    }

    private static Object code(Object refusal) {
        return ((Map.Entry<?, ?>) refusal).getKey();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> stats(String name) {
        return (Map<String, Object>) call(Operation.STATS, name);
    }

    private static Object there(@Nullable Object answer) {
        assertThat(answer).isNotNull();
        return answer;
    }

    private final class Opened implements Served {
        private final Refresher refresher = new Refresher(
                vault.config,
                vault.store(),
                vault.freshness(),
                new Reopening() {
                    @Override
                    public Swap reopen() {
                        throw new AssertionError("nobody asks");
                    }

                    @Override
                    public List<Path> watched() {
                        return List.of();
                    }

                    @Override
                    public List<String> sources() {
                        return List.of();
                    }
                },
                vault.witness());

        @Override
        public SealedStore store() {
            return vault.store();
        }

        @Override
        public Config config() {
            return vault.config;
        }

        @Override
        public Info info() {
            return new Info(List.of("a.yaml"), "none", List.of(Map.of("key", "alias/a")));
        }

        @Override
        public Gate gate() {
            return vault.gate();
        }

        @Override
        public Refresher refresher() {
            return refresher;
        }

        @Override
        public Witness witness() {
            return vault.witness();
        }

        @Override
        public void destroy() {
            vault.store().destroy();
            witness().destroyed();
        }

        @Override
        public void report() {}
    }
}

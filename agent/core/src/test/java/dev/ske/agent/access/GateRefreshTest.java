package dev.ske.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.audit.Via;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateRefreshTest {
    private final StrongRandom random = new StrongRandom();

    @AfterEach
    void close() {
        random.close();
    }

    @Test
    void a_changed_value_may_be_read_as_often_again_and_an_unchanged_one_may_not() {
        Vault vault = new Vault("access: {limit: {'**': 1}}")
                .secret("a", "one")
                .secret("b", "one")
                .publish();
        vault.gate().text(vault.item("a"), Via.GET);
        vault.gate().text(vault.item("b"), Via.GET);
        refresh(vault, Map.of("a", "two"), List.of("b"));
        assertThat(vault.gate().text(vault.item("a"), Via.GET)).isEqualTo("two");
        refused(Code.SECRET_READ_LIMIT, vault, vault.item("a"));
        refused(Code.SECRET_READ_LIMIT, vault, vault.item("b"));
    }

    @Test
    void a_reader_with_an_item_of_before_reads_and_counts_the_present_value() {
        Vault vault = new Vault("access: {limit: {'**': 1}}").secret("a", "one").publish();
        Item before = vault.item("a");
        refresh(vault, Map.of("a", "two"), List.of());
        assertThat(vault.gate().text(before, Via.GET)).isEqualTo("two");
        assertThat(before.usage().reads()).isZero();
        assertThat(vault.item("a").usage().reads()).isEqualTo(1);
        refused(Code.SECRET_READ_LIMIT, vault, before);
    }

    @Test
    void a_value_that_is_served_no_more_is_not_found() {
        Vault vault = new Vault("access: {limit: {a: 1}}")
                .secret("a", "one")
                .secret("b", "one")
                .publish();
        Item before = vault.item("a");
        refresh(vault, Map.of(), List.of("b"));
        refused(Code.SECRET_NOT_FOUND, vault, before);
    }

    /** Each of 50 values may be read 5 times, while readers go on and refreshes replace it. */
    @Test
    void no_value_is_read_more_often_than_its_limit_nor_less_while_it_is_replaced() throws Exception {
        int limit = 5;
        Vault vault = new Vault("access: {limit: {a: " + limit + "}}")
                .secret("a", "value 0")
                .publish();
        boolean[] over = new boolean[1];
        List<FutureTask<Map<String, Integer>>> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<Map<String, Integer>> reader = new FutureTask<>(() -> {
                Map<String, Integer> got = new HashMap<>();
                while (true) {
                    boolean last;
                    synchronized (over) {
                        last = over[0];
                    }
                    try {
                        got.merge(vault.gate().text(vault.item("a"), Via.GET), 1, Integer::sum);
                    } catch (Failure refused) {
                        assertThat(refused.code()).isEqualTo(Code.SECRET_READ_LIMIT);
                        if (last) {
                            return got;
                        }
                    }
                }
            });
            readers.add(reader);
            new Thread(reader).start();
        }
        List<Item> items = new ArrayList<>(List.of(vault.item("a")));
        for (int i = 1; i < 50; i++) {
            Thread.sleep(2);
            refresh(vault, Map.of("a", "value " + i), List.of());
            items.add(vault.item("a"));
        }
        synchronized (over) {
            over[0] = true;
        }
        Map<String, Integer> got = new HashMap<>();
        for (FutureTask<Map<String, Integer>> reader : readers) {
            reader.get().forEach((value, times) -> got.merge(value, times, Integer::sum));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(got.getOrDefault("value " + i, 0).longValue())
                    .as("reads of value " + i)
                    .isEqualTo(items.get(i).usage().reads())
                    .isLessThanOrEqualTo(limit);
        }
        assertThat(got).containsEntry("value 49", limit);
    }

    @Test
    void what_the_program_cleared_stays_so_until_its_value_is_another_one() {
        Vault vault = new Vault("")
                .secret("a", UUID.randomUUID().toString())
                .secret("b", "one")
                .publish();
        vault.gate().clear(vault.item("a"));
        refresh(vault, Map.of("b", "two"), List.of("a"));
        assertThat(vault.gate().isCleared(vault.item("a"))).isTrue();
        refused(Code.SECRET_NOT_FOUND, vault, vault.item("a"));
        refresh(vault, Map.of("a", "new", "b", "two"), List.of());
        assertThat(vault.gate().isCleared(vault.item("a"))).isFalse();
        assertThat(vault.gate().text(vault.item("a"), Via.GET)).isEqualTo("new");
    }

    private void refresh(Vault vault, Map<String, String> changed, List<String> unchanged) {
        Sealing next = vault.store().next(random);
        changed.forEach((path, value) -> vault.seal(next, path, value.getBytes(StandardCharsets.UTF_8), null));
        for (String path : unchanged) {
            Item previous = vault.item(path);
            next.answer(previous.canonical(), next.unchanged(path, previous.canonical(), previous.rule(), previous));
        }
        vault.store().replace(next);
    }

    private static void refused(Code code, Vault vault, Item item) {
        assertThatThrownBy(() -> vault.gate().text(item, Via.GET))
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.access.Freshness;
import dev.ske.agent.access.Gate;
import dev.ske.agent.audit.Silence;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The merged map over the real one of this JVM, whose treatment of null and wrong types is the model. */
class EnvironmentViewTest {
    private final Map<String, String> real = System.getenv();
    private final String value = UUID.randomUUID().toString();
    private final Map<String, String> expected = new HashMap<>(real);
    private SealedStore store;
    private EnvironmentView view;

    @BeforeEach
    void merge() {
        try (StrongRandom random = new StrongRandom()) {
            Sealing sealing = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            ByteBuffer text = ByteBuffer.allocateDirect(bytes.length);
            text.put(bytes);
            sealing.answer(
                    "DB_PASSWORD", sealing.secret("db.password", "DB_PASSWORD", new PlainBytes(text, 0, bytes.length)));
            sealing.answer("DB_URL", sealing.setting("db.url", "DB_URL", "jdbc:x"));
            sealing.answer("PATH", sealing.withheld("PATH", "PATH"));
            store = sealing.seal();
            store.publish();
        }
        view = new EnvironmentView(real, store, new Gate(store, new Freshness(RefreshSpec.DEFAULT), new Silence()));
        expected.put("DB_PASSWORD", value);
        expected.put("DB_URL", "jdbc:x");
        expected.remove("PATH");
    }

    @Test
    void is_an_ordinary_map_of_the_real_environment_and_the_served_names() {
        assertThat(view).isEqualTo(expected).hasSameHashCodeAs(expected).hasSize(expected.size());
        assertThat(new HashMap<>(view)).isEqualTo(expected);
        assertThat(view.keySet()).isEqualTo(expected.keySet());
        assertThat(view.values()).containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(view.entrySet()).isEqualTo(expected.entrySet());
        Map<String, String> visited = new HashMap<>();
        view.forEach(visited::put);
        assertThat(visited).isEqualTo(expected);
        assertThat(view.containsValue(value)).isTrue();
        assertThat(view.entrySet().contains(Map.entry("DB_PASSWORD", value))).isTrue();
        assertThat(view.entrySet().contains(Map.entry("DB_PASSWORD", "another")))
                .isFalse();
    }

    @Test
    void a_withheld_name_is_absent_everywhere() {
        assertThat(real).containsKey("PATH");
        assertThat(view.get("PATH")).isNull();
        assertThat(view.containsKey("PATH")).isFalse();
        assertThat(view.keySet().contains("PATH")).isFalse();
        assertThat(new ArrayList<>(view.keySet())).doesNotContain("PATH");
    }

    /** Between the look at what is served and the read itself, which only many readers meet. */
    @Test
    void a_store_that_is_destroyed_among_them_lets_no_reader_fail() throws Exception {
        for (int round = 0; round < 50; round++) {
            merge();
            List<FutureTask<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FutureTask<Boolean> reader = new FutureTask<>(() -> {
                    while (view.get("DB_PASSWORD") != null) {
                        new HashMap<>(view);
                    }
                    return view.containsKey("DB_PASSWORD");
                });
                readers.add(reader);
                new Thread(reader).start();
            }
            Thread.sleep(1);
            store.destroy();
            for (FutureTask<Boolean> reader : readers) {
                assertThat(reader.get()).isFalse();
            }
        }
    }

    @Test
    void null_and_what_is_no_string_throw_as_in_the_real_map() throws Exception {
        List<Object> odd = new ArrayList<>();
        odd.add(null);
        odd.add(1);
        for (Object key : odd) {
            assertThat(thrownBy(() -> view.get(key))).isEqualTo(thrownBy(() -> real.get(key)));
            assertThat(thrownBy(() -> view.containsKey(key))).isEqualTo(thrownBy(() -> real.containsKey(key)));
            assertThat(thrownBy(() -> view.containsValue(key))).isEqualTo(thrownBy(() -> real.containsValue(key)));
            Object noName = new SimpleEntry<>(key, "x");
            Object noValue = new SimpleEntry<>("HOME", key);
            for (Object entry : List.of(noName, noValue)) {
                assertThat(thrownBy(() -> view.entrySet().contains(entry)))
                        .isEqualTo(thrownBy(() -> real.entrySet().contains(entry)));
            }
        }
        assertThatThrownBy(() -> view.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void every_text_form_masks_secrets_and_only_them() {
        for (Object form : List.of(view, view.entrySet(), view.values())) {
            assertThat(form.toString())
                    .doesNotContain(value)
                    .contains("redacted")
                    .contains("jdbc:x");
        }
        assertThat(view.toString()).startsWith("{").endsWith("}").contains("DB_PASSWORD=redacted");
    }

    @Test
    void after_destroy_the_secret_is_gone_and_the_real_environment_stays() {
        store.destroy();
        expected.remove("DB_PASSWORD");
        expected.remove("DB_URL");
        assertThat(view).isEqualTo(expected);
    }

    private static Class<?> thrownBy(Callable<?> call) throws Exception {
        try {
            call.call();
            return Void.class;
        } catch (RuntimeException thrown) {
            return thrown.getClass();
        }
    }
}

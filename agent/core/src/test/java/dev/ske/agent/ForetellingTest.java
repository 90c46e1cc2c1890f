package dev.ske.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Options;
import dev.ske.agent.door.Expected;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deferred start says of its names before its values are open. */
class ForetellingTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeKey() {
        LocalKeyFile.create(folder.resolve("ske.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets", "all", "none"})
    void it_agrees_with_what_is_served_in_the_end(String override) throws IOException {
        Map<String, String> real = Map.of(
                "HOME", "/root",
                "PLAIN", "real",
                "SECRET", "in clear",
                "LEFT_OUT", "in clear",
                "HIDDEN", "in clear",
                "INNER_SETTING", "real",
                "CIPHERTEXT", sealed("CIPHERTEXT"));
        String text = """
                ske:
                  keys: [file:ske.key]
                  start: deferred
                  override: %s
                  sources: [env]
                  select: {exclude: [left_out, OTHER_OUT]}
                  expose: {getenv: ['*', inner.setting, inner.secret, list.*]}
                PLAIN: ours
                OURS: ours
                SECRET: %s
                LEFT_OUT: %s
                OTHER_OUT: %s
                hidden: {value: '%s'}
                inner: {setting: ours, secret: '%s'}
                list: [plain, '%s', other]
                flat-name: ours
                """.formatted(
                        override,
                        sealed("SECRET"),
                        sealed("LEFT_OUT"),
                        sealed("OTHER_OUT"),
                        sealed("HIDDEN_VALUE"),
                        sealed("INNER_SECRET"),
                        sealed("LIST"));
        Opening opening = start(text, real);
        Expected expected = requireNonNull(opening.expected());
        SealedStore store = opening.await().store();
        store.publish();
        Map<String, Item> served = store.snapshot().environment();
        assertThat(served).containsKeys("OURS", "INNER_SECRET", "HIDDEN_VALUE", "FLAT_NAME", "flat-name", "LIST");

        Set<String> names = new HashSet<>(real.keySet());
        names.addAll(served.keySet());
        for (String name : names) {
            Item item = served.get(name);
            boolean waits = item != null && item.secret() && !item.isWithheld();
            assertThat(expected.awaits(name)).as(name).isEqualTo(waits);
            if (!waits) {
                assertThat(expected.answer(name, real.get(name)))
                        .as(name)
                        .isEqualTo(
                                item == null ? real.get(name) : item.isWithheld() ? null : store.exposeAsString(item));
            }
        }
        store.destroy();
    }

    @Test
    void what_is_exposed_as_a_property_is_foretold_by_path_and_canonical_name() throws IOException {
        Opening opening = start(
                "ske: {keys: [file:ske.key], start: deferred, select: {exclude: [db.out]}, expose: {properties: [db.*]}}\n"
                        + "db: {secret: '" + sealed("DB_SECRET") + "', out: '" + sealed("DB_OUT") + "', plain: ours}\n"
                        + "other: '" + sealed("OTHER") + "'",
                Map.of());
        Expected properties = requireNonNull(opening.expected()).exposed();
        for (String name : new String[] {"db.secret", "DB_SECRET"}) {
            assertThat(properties.awaits(name)).as(name).isTrue();
        }
        for (String name : new String[] {"db.plain", "DB_PLAIN"}) {
            assertThat(properties.answer(name, null)).as(name).isEqualTo("ours");
        }
        assertThat(properties.answer("db.out", "in clear")).isNull();
        assertThat(properties.answer("other", "theirs")).isEqualTo("theirs");
        assertThat(properties.awaits("other")).isFalse();
        opening.await().store().destroy();
    }

    @Test
    void a_required_name_that_no_source_has_ends_the_start_before_anything_is_known() throws IOException {
        Opening opening = start("ske: {start: deferred, required: [MISSING]}\nA: b", Map.of());
        assertThat(opening.expected()).isNull();
        assertThat(catchThrowableOfType(Failure.class, opening::await).code()).isEqualTo(Code.SECRET_NOT_FOUND);
    }

    @Test
    void a_required_name_whose_value_does_not_open_ends_the_start_afterwards() throws IOException {
        String text = "ske: {keys: [file:ske.key], start: deferred, required: [A], on-error: warn}\nA: " + sealed("B");
        Opening opening = start(text, Map.of());
        assertThat(requireNonNull(opening.expected()).awaits("A")).isTrue();
        assertThat(catchThrowableOfType(Failure.class, opening::await).code()).isEqualTo(Code.VALUE_TAMPERED);
    }

    @Test
    void a_start_that_is_not_deferred_foretells_nothing() throws IOException {
        for (String start : new String[] {"", ", start: blocking"}) {
            Opening opening = start("ske: {keys: [file:ske.key]" + start + "}\nA: " + sealed("A"), Map.of());
            assertThat(opening.expected()).isNull();
            opening.await().store().destroy();
        }
    }

    @Test
    void what_is_not_open_when_the_jvm_ends_is_broken_off_and_what_is_open_stays() throws IOException {
        Opening opening = start("ske: {keys: [file:ske.key], start: deferred}\nA: " + sealed("A"), Map.of());
        SealedStore store = opening.await().store();
        new EarlyEnd(opening).run();
        store.publish();
        assertThat(store.snapshot().items()).hasSize(1);
        store.destroy();

        Opening failed = start("ske: {keys: [file:ske.key], start: deferred}\nA: " + sealed("B"), Map.of());
        assertThat(catchThrowableOfType(Failure.class, failed::await).code()).isEqualTo(Code.VALUE_TAMPERED);
        new EarlyEnd(failed).run();
        assertThat(failed.isAbandoned()).isTrue();
    }

    @Test
    void a_program_that_runs_already_is_never_deferred() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "ske: {start: deferred}\nA: b");
        Opening opening = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null);
        assertThat(opening.expected()).isNull();
        opening.await().store().destroy();
    }

    private Opening start(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        return Opening.start("config=" + file, environment, null, true);
    }

    private String sealed(String canonical) {
        try (LocalKey key = LocalKeyFile.read(folder.resolve("ske.key"), "ske.key", false, new OffHeap())) {
            return Sealed.value(key, canonical);
        }
    }
}

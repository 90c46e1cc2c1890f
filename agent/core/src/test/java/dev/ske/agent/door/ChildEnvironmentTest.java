package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.access.Freshness;
import dev.ske.agent.access.Gate;
import dev.ske.agent.access.Vault;
import dev.ske.agent.audit.Silence;
import dev.ske.agent.audit.Via;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    private final String answered = UUID.randomUUID().toString();
    private final String fromTheApi = UUID.randomUUID().toString();
    private final Map<String, String> child = new HashMap<>();
    private SealedStore store;

    @BeforeEach
    void seal() {
        try (StrongRandom random = new StrongRandom()) {
            Sealing sealing = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));
            sealing.answer("DB_PASSWORD", secret(sealing, "db.password", "DB_PASSWORD", answered));
            Item hidden = secret(sealing, "api.token", "API_TOKEN", fromTheApi);
            sealing.answer("API_TOKEN", sealing.withheld(hidden.path(), hidden.canonical()));
            sealing.answer("DB_URL", sealing.setting("db.url", "DB_URL", "jdbc:x"));
            store = sealing.seal();
            store.publish();
        }
    }

    @Test
    void a_copied_secret_is_taken_out_whether_getenv_or_the_api_gave_it() {
        child.putAll(Map.of("DB_PASSWORD", answered, "API_TOKEN", fromTheApi, "DB_URL", "jdbc:x", "HOME", "/"));
        prepare("[]");
        assertThat(child).isEqualTo(Map.of("DB_URL", "jdbc:x", "HOME", "/"));
    }

    @Test
    void the_program_s_own_value_under_a_secret_s_name_stays() {
        child.putAll(Map.of("DB_PASSWORD", "its own", "OTHER", answered));
        Map<String, String> before = new HashMap<>(child);
        prepare("[]");
        assertThat(child).isEqualTo(before);
    }

    @Test
    void a_secret_that_is_named_is_put_in_even_if_getenv_does_not_answer_it() {
        prepare("[DB_PASSWORD, API_TOKEN, DB_URL]");
        assertThat(child).isEqualTo(Map.of("DB_PASSWORD", answered, "API_TOKEN", fromTheApi));
    }

    @Test
    void after_destroy_nothing_is_put_in_and_nothing_fails() {
        store.destroy();
        child.put("HOME", "/");
        prepare("[DB_PASSWORD]");
        assertThat(child).isEqualTo(Map.of("HOME", "/"));
    }

    @Test
    void a_copy_that_has_used_the_value_up_is_taken_out_though_nothing_can_be_compared() {
        Vault vault = new Vault("access: {clear-on-access: ['**']}")
                .secret("db.password", answered)
                .publish();
        EnvironmentView view = new EnvironmentView(Map.of(), vault.store(), vault.gate());
        child.put("HOME", "/");
        child.putAll(view);
        assertThat(child).containsEntry("DB_PASSWORD", answered);
        new ChildEnvironment(vault.store(), vault.gate(), Map.of(), vault.config).prepare(new ProcessBuilder(), child);
        assertThat(child).isEqualTo(Map.of("HOME", "/"));
    }

    @Test
    void what_the_child_would_inherit_anyway_stays_when_the_value_is_wiped() {
        Vault vault = new Vault("access: {clear-on-access: ['**']}")
                .secret("db.password", answered)
                .publish();
        vault.gate().text(vault.item("db.password"), Via.GET);
        Map<String, String> real = Map.of("DB_PASSWORD", "a real one");
        child.putAll(real);
        new ChildEnvironment(vault.store(), vault.gate(), real, vault.config).prepare(new ProcessBuilder(), child);
        assertThat(child).isEqualTo(real);
    }

    @Test
    void to_compare_counts_nothing_and_what_is_handed_on_is_told_but_not_limited() {
        Vault vault = new Vault("expose: {children: [DB_PASSWORD]}, access: {limit: {'**': 1}, allow: {'**': []}}")
                .secret("db.password", answered)
                .secret("api.token", fromTheApi)
                .publish();
        child.put("API_TOKEN", fromTheApi);
        ChildEnvironment children = new ChildEnvironment(vault.store(), vault.gate(), Map.of(), vault.config);
        for (int i = 0; i < 2; i++) {
            child.remove("DB_PASSWORD");
            children.prepare(new ProcessBuilder(), child);
            assertThat(child).isEqualTo(Map.of("DB_PASSWORD", answered));
        }
        assertThat(vault.told()).containsExactly("db.password child served", "db.password child served");
        assertThat(vault.item("db.password").usage().reads()).isZero();
        assertThat(vault.item("api.token").usage().reads()).isZero();
    }

    @Test
    void what_has_expired_is_not_handed_on_nor_inherited_in_its_place() throws InterruptedException {
        Vault vault = new Vault("expose: {children: [DB_PASSWORD]}, refresh: {ttl: 1s, auto: false}")
                .secret("db.password", answered)
                .publish();
        Map<String, String> real = Map.of("DB_PASSWORD", "a real one", "HOME", "/");
        child.putAll(real);
        Thread.sleep(1_050);
        new ChildEnvironment(vault.store(), vault.gate(), real, vault.config).prepare(new ProcessBuilder(), child);
        assertThat(child).isEqualTo(Map.of("HOME", "/"));
        assertThat(vault.told()).containsExactly("db.password child SECRET_EXPIRED");
    }

    private void prepare(String children) {
        List<Setting> settings = Sections.settings(
                Documents.parse("a.yaml", "ske: {expose: {children: " + children + "}}", Format.YAML));
        Options options = Options.parse("config=a.yaml", Map.of());
        Config config = ConfigReader.read(options, settings, Paths.get("a.yaml"), Map.of());
        Gate gate = new Gate(store, new Freshness(RefreshSpec.DEFAULT), new Silence());
        new ChildEnvironment(store, gate, Map.of(), config).prepare(new ProcessBuilder(), child);
    }

    private static Item secret(Sealing sealing, String path, String canonical, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer value = ByteBuffer.allocateDirect(bytes.length);
        value.put(bytes);
        return sealing.secret(path, canonical, new PlainBytes(value, 0, bytes.length));
    }
}

package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.access.Vault;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What look-ups of system properties are answered with where the JDK has found none. */
class PropertyAnswersTest {
    private static final String EXPOSED = "expose: {getenv: [], properties: ['db.*']}";
    private final String value = UUID.randomUUID().toString();

    @Test
    void a_name_is_answered_by_its_path_and_in_canonical_form_and_told_of_as_a_property() {
        Vault vault = vault(EXPOSED);
        assertThat(answer(vault, "db.password")).isEqualTo(value);
        assertThat(answer(vault, "DB_PASSWORD")).isEqualTo(value);
        assertThat(answer(vault, "db_password")).isNull();
        assertThat(answer(vault, "db.url")).as("a plain setting").isEqualTo("jdbc:x");
        assertThat(vault.told()).containsExactly("db.password property served", "db.password property served");
        assertThat(vault.item("db.password").usage().reads()).isEqualTo(2);
    }

    @Test
    void what_is_not_named_or_not_there_is_none() {
        Vault vault = vault(EXPOSED);
        assertThat(answer(vault, "api.token")).isNull();
        assertThat(answer(vault, "API_TOKEN")).isNull();
        assertThat(answer(vault, "db.nothing")).isNull();
        assertThat(answer(vault, "db.binary")).as("no text").isNull();
        assertThat(vault.told()).isEmpty();
    }

    @Test
    void other_tables_than_the_system_s_are_not_answered_and_names_that_it_lists_neither() {
        PropertyAnswers answers = answers(vault(EXPOSED));
        assertThat(answers.answer(new Properties(), "db.password")).isNull();
        assertThat(answers.has(System.getProperties().clone(), "db.password")).isFalse();
        assertThat(PropertyAnswers.isAskedOf(System.getProperties(), "java.version"))
                .isFalse();
        assertThat(PropertyAnswers.isAskedOf(System.getProperties(), "db.password"))
                .isTrue();
    }

    @Test
    void to_ask_whether_there_is_one_counts_nothing_and_a_limit_holds() {
        Vault vault = vault(EXPOSED + ", access: {limit: {db.password: 1}}");
        assertThat(answers(vault).has(System.getProperties(), "db.password")).isTrue();
        assertThat(vault.told()).isEmpty();
        assertThat(answer(vault, "db.password")).isEqualTo(value);
        assertThat(answer(vault, "db.password")).isNull();
        assertThat(answers(vault).has(System.getProperties(), "db.password")).isFalse();
        assertThat(vault.told())
                .containsExactly(
                        "db.password property served", "db.password cleared", "db.password property SECRET_READ_LIMIT");
    }

    @Test
    void whoever_holds_the_table_s_lock_is_answered_too() {
        Vault vault = vault(EXPOSED + ", access: {allow: {db.password: [com.acme.Desk]}}");
        synchronized (System.getProperties()) {
            assertThat(answer(vault, "db.password")).isNull();
            assertThat(answer(vault, "db.url")).isEqualTo("jdbc:x");
        }
        assertThat(vault.told()).containsExactly("db.password property SECRET_DENIED");
    }

    @Test
    void after_destroy_there_is_none() {
        Vault vault = vault(EXPOSED);
        vault.store().destroy();
        assertThat(answer(vault, "db.password")).isNull();
        assertThat(answers(vault).has(System.getProperties(), "db.password")).isFalse();
    }

    private Vault vault(String settings) {
        return new Vault(settings)
                .secret("db.password", value)
                .secret("api.token", value)
                .secret("db.binary", new byte[] {(byte) 0xff})
                .setting("db.url", "jdbc:x")
                .publish();
    }

    private static PropertyAnswers answers(Vault vault) {
        return new PropertyAnswers(vault.store(), vault.gate(), vault.config);
    }

    private static @Nullable String answer(Vault vault, String name) {
        return answers(vault).answer(System.getProperties(), name);
    }
}

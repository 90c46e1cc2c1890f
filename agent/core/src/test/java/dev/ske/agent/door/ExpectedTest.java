package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several entries of one name, before any of them is open. */
class ExpectedTest {
    private final Expected expected = new Expected();

    @Test
    void only_a_secret_is_waited_for_and_every_other_name_is_the_real_environments() {
        expected.secret("A");
        expected.setting("B", "plain");
        assertThat(expected.awaits("A")).isTrue();
        assertThat(expected.awaits("B")).isFalse();
        assertThat(expected.awaits("C")).isFalse();
        assertThat(expected.answer("B", "real")).isEqualTo("plain");
        assertThat(expected.answer("C", "real")).isEqualTo("real");
        assertThat(expected.answer("C", null)).isNull();
    }

    @Test
    void a_secret_stands_before_a_setting_of_its_name_whatever_their_order() {
        expected.setting("A", "plain");
        expected.secret("A");
        expected.setting("A", "plain");
        expected.setting("B", "plain");
        expected.withheld("B");
        expected.setting("B", "plain");
        assertThat(expected.awaits("A")).isTrue();
        assertThat(expected.awaits("B")).isFalse();
        assertThat(expected.answer("B", "real")).isNull();
    }

    @Test
    void of_two_secrets_and_of_two_settings_the_first_counts() {
        expected.secret("A");
        expected.withheld("A");
        expected.withheld("B");
        expected.secret("B");
        expected.setting("C", "first");
        expected.setting("C", "second");
        assertThat(expected.awaits("A")).isTrue();
        assertThat(expected.awaits("B")).isFalse();
        assertThat(expected.answer("C", null)).isEqualTo("first");
    }

    @Test
    void without_its_secrets_an_environment_has_settings_and_no_value_of_a_secrets_name() {
        expected.secret("A");
        expected.withheld("B");
        expected.setting("C", "plain");
        assertThat(expected.withoutSecrets(Map.of("A", "real", "B", "real", "C", "real", "D", "real")))
                .isEqualTo(Map.of("C", "plain", "D", "real"));
    }
}

package dev.ske.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.ReadRule;
import dev.ske.agent.store.Snapshot;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    @Test
    void with_nothing_configured_nothing_expires() {
        Vault vault = new Vault("jmx: off").secret("a", "1").publish();
        Hands clock = new Hands();
        Freshness freshness = new Freshness(vault.config.refresh(), clock);

        freshness.failing();
        clock.forward(1_000_000_000);

        assertThat(freshness.expired(vault.item("a"), vault.store().snapshot())).isFalse();
        assertThat(freshness.expires(vault.store().snapshot())).isEqualTo(ReadRule.NEVER);
    }

    @Test
    void values_that_are_renewed_by_themselves_outlive_their_time_to_live() {
        Vault vault = new Vault("refresh: {ttl: 1s}").secret("a", "1").publish();
        Hands clock = new Hands();
        Freshness freshness = new Freshness(vault.config.refresh(), clock);

        clock.forward(3_600_000);

        assertThat(freshness.expired(vault.item("a"), vault.store().snapshot())).isFalse();
        assertThat(freshness.expires(vault.item("a"), vault.store().snapshot())).isEqualTo(ReadRule.NEVER);
    }

    @Test
    void values_that_nobody_renews_expire_each_at_its_time_and_settings_never() {
        Vault vault = new Vault("refresh: {ttl: {a: 10s, b: 20s}, auto: false}")
                .secret("a", "1")
                .secret("b", "2")
                .secret("c", "3")
                .setting("d", "4")
                .publish();
        Hands clock = new Hands();
        Freshness freshness = new Freshness(vault.config.refresh(), clock);
        Snapshot snapshot = vault.store().snapshot();

        clock.forward(9_000);
        assertThat(snapshot.items()).noneMatch(item -> freshness.expired(item, snapshot));
        clock.forward(2_000);
        assertThat(snapshot.items())
                .filteredOn(item -> freshness.expired(item, snapshot))
                .containsExactly(vault.item("a"));
        clock.forward(3_600_000);
        assertThat(snapshot.items())
                .filteredOn(item -> freshness.expired(item, snapshot))
                .containsExactly(vault.item("a"), vault.item("b"));

        assertThat(freshness.expires(vault.item("a"), snapshot)).isEqualTo(snapshot.openedMillis() + 10_000);
        assertThat(freshness.expires(vault.item("b"), snapshot)).isEqualTo(snapshot.openedMillis() + 20_000);
        assertThat(freshness.expires(vault.item("c"), snapshot)).isEqualTo(ReadRule.NEVER);
        assertThat(freshness.expires(vault.item("d"), snapshot)).isEqualTo(ReadRule.NEVER);
        assertThat(freshness.expires(snapshot)).isEqualTo(snapshot.openedMillis() + 10_000);
    }

    @Test
    void last_good_values_serve_for_max_stale_from_the_first_failure_until_a_refresh_succeeds() {
        Vault vault = new Vault("refresh: {ttl: 1m, max-stale: 30s}")
                .secret("a", "1")
                .setting("b", "2")
                .publish();
        Hands clock = new Hands();
        Freshness freshness = new Freshness(vault.config.refresh(), clock);
        Snapshot snapshot = vault.store().snapshot();

        clock.forward(600_000);
        assertThat(freshness.expired(vault.item("a"), snapshot)).isFalse();
        freshness.failing();
        long since = clock.millis();
        clock.forward(20_000);
        freshness.failing();
        assertThat(freshness.expired(vault.item("a"), snapshot)).isFalse();
        assertThat(freshness.expires(snapshot)).isEqualTo(since + 30_000);
        clock.forward(10_000);
        assertThat(freshness.expired(vault.item("a"), snapshot)).isTrue();
        assertThat(freshness.stale()).isTrue();
        assertThat(freshness.expired(vault.item("b"), snapshot)).isFalse();

        freshness.renewed();
        assertThat(freshness.expired(vault.item("a"), snapshot)).isFalse();
        assertThat(freshness.expires(snapshot)).isEqualTo(ReadRule.NEVER);
        freshness.failing();
        assertThat(freshness.expired(vault.item("a"), snapshot)).isFalse();
    }

    @Test
    void the_longest_lengths_of_time_do_not_overflow() {
        Vault vault = new Vault("refresh: {ttl: 3650d, auto: false, max-stale: 3650d}")
                .secret("a", "1")
                .publish();
        Hands clock = new Hands();
        Freshness freshness = new Freshness(vault.config.refresh(), clock);

        freshness.failing();
        clock.forward(3_649L * 86_400_000);

        assertThat(freshness.expired(vault.item("a"), vault.store().snapshot())).isFalse();
        assertThat(freshness.expires(vault.store().snapshot())).isGreaterThan(clock.millis());
    }
}

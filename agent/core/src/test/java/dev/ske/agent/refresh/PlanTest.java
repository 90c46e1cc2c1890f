package dev.ske.agent.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.ReadRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final long MILLI = 1_000_000;

    @Test
    void a_refresh_comes_ahead_of_the_end_of_the_time_to_live_and_not_on_all_machines_at_once() {
        List<Long> waits = new ArrayList<>();
        for (int seed = 1; seed <= 1_000; seed++) {
            Plan plan = new Plan(new Jitter(seed * 0x9e3779b97f4a7c15L));
            plan.succeeded(Long.MAX_VALUE - 5, 900_000); // nanoTime may overflow
            waits.add(plan.leftNanos(Long.MAX_VALUE - 5) / MILLI);
        }
        assertThat(waits).allMatch(wait -> wait >= 720_000 && wait <= 810_000);
        assertThat(waits.stream().distinct().count()).isGreaterThan(900);
        assertThat(waits).anyMatch(wait -> wait < 740_000).anyMatch(wait -> wait > 790_000);
    }

    @Test
    void without_a_time_to_live_nothing_is_planned() {
        Plan plan = new Plan(new Jitter(7));
        plan.succeeded(0, ReadRule.NEVER);
        assertThat(plan.leftNanos(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_shortest_and_the_longest_time_to_live_have_their_bounds() {
        Plan plan = new Plan(new Jitter(7));
        plan.succeeded(0, 1);
        assertThat(plan.leftNanos(0)).isEqualTo(100 * MILLI);
        plan.succeeded(0, ReadRule.NEVER - 1);
        assertThat(plan.leftNanos(0)).isBetween(2_900L * 86_400_000 * MILLI, 3_300L * 86_400_000 * MILLI);
    }

    @Test
    void pauses_after_failures_double_up_to_a_minute_less_a_fifth_at_most() {
        for (int seed = 1; seed <= 100; seed++) {
            Backoff backoff = new Backoff(new Jitter(seed * 0x9e3779b97f4a7c15L));
            for (long whole : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
                assertThat(backoff.afterFailure()).isBetween(whole * 800, whole * 1_000);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.afterFailure()).isBetween(48_000L, 60_000L);
            }
            backoff.reset();
            assertThat(backoff.afterFailure()).isBetween(800L, 1_000L);
        }
    }

    @Test
    void not_all_machines_whose_refreshes_fail_try_again_together() {
        List<Long> pauses = new ArrayList<>();
        for (int seed = 1; seed <= 1_000; seed++) {
            pauses.add(new Backoff(new Jitter(seed * 0x9e3779b97f4a7c15L)).afterFailure());
        }
        assertThat(pauses.stream().distinct().count()).isGreaterThan(150);
        assertThat(pauses).anyMatch(pause -> pause < 820).anyMatch(pause -> pause > 980);
    }

    @Test
    void a_failure_is_tried_again_soon_but_never_later_than_the_next_regular_refresh() {
        Plan plan = new Plan(new Jitter(7));
        plan.succeeded(0, 1_000);
        long regular = plan.leftNanos(0);
        plan.failed(regular - 100 * MILLI, ReadRule.NEVER);
        assertThat(plan.leftNanos(regular - 100 * MILLI)).isEqualTo(100 * MILLI);

        plan.succeeded(regular, 1_000);
        assertThat(plan.leftNanos(regular)).isBetween(800 * MILLI, 900 * MILLI);
    }

    @Test
    void failures_are_never_further_apart_than_refreshes_that_succeed_but_a_second_at_least() {
        Plan plan = new Plan(new Jitter(7));
        plan.succeeded(0, 5_000);
        long now = plan.leftNanos(0);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            plan.failed(now, ReadRule.NEVER);
            pauses.add(plan.leftNanos(now) / MILLI);
            now += plan.leftNanos(now);
        }
        assertThat(pauses.subList(0, 2)).allMatch(pause -> pause <= 2_000);
        assertThat(pauses.subList(3, 10)).allMatch(pause -> pause >= 4_000 - 1_000 && pause <= 4_500);

        plan.succeeded(0, 100);
        plan.failed(100 * MILLI, ReadRule.NEVER);
        plan.failed(1_200 * MILLI, ReadRule.NEVER);
        assertThat(plan.leftNanos(1_200 * MILLI)).isEqualTo(1_000 * MILLI);
    }
}

package dev.ske.bench.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> order = new ArrayList<>();

    @Test
    void a_ratio_is_the_median_of_those_of_the_rounds() throws Exception {
        turns.add(new Fake("ours", true, 10, 20, 90));
        turns.add(new Fake("theirs", true, 10, 10, 30));
        turns.row("JDK 17", "get", "another", "ours", "theirs", Optional.of(Budget.ratio(3)));
        turns.run(3);
        assertThat(turns.rows()).singleElement().satisfies(row -> {
            assertThat(row.ratio()).isEqualTo(2);
            assertThat(row.value().median()).isEqualTo(20);
            assertThat(row.met()).contains(true);
        });
        assertThat(order).containsExactly("ours", "theirs", "theirs", "ours", "ours", "theirs");
        assertThat(turns.omissions()).isEmpty();
    }

    @Test
    void what_is_compared_with_nothing_stands_alone_and_without_a_promise() throws Exception {
        turns.add(new Fake("ours", true, 10, 20));
        turns.add(new Fake("theirs", false, 10));
        turns.row("JDK 17", "get", "another", "ours", "theirs", Optional.of(Budget.ratio(3)));
        turns.run(2);
        assertThat(turns.rows()).singleElement().satisfies(row -> {
            assertThat(row.value().runs()).isEqualTo(2);
            assertThat(row.against()).isEmpty();
            assertThat(row.base()).isEmpty();
            assertThat(row.budget()).isEmpty();
        });
        assertThat(turns.omissions()).containsExactly(Omission.absent("theirs", "it fails"));
    }

    @Test
    void one_of_ours_that_fails_is_named_and_the_others_go_on() throws Exception {
        turns.add(new Fake("bad", true, 10));
        turns.add(new Fake("good", true, 10, 20));
        turns.row("JDK 17", "bad", "ns", "bad");
        turns.row("JDK 17", "good", "ns", "good");
        turns.run(2);
        assertThat(turns.rows()).extracting(Row::what).containsExactly("good");
        assertThat(turns.omissions()).containsExactly(Omission.failed("bad", "it fails"));
    }

    /** Has a figure for some rounds, and fails then. */
    private final class Fake implements Subject {
        private final String name;
        private final boolean ours;
        private final Iterator<Integer> figures;

        Fake(String name, boolean ours, Integer... figures) {
            this.name = name;
            this.ours = ours;
            this.figures = List.of(figures).iterator();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean has(String series) {
            return series.equals(name);
        }

        @Override
        public boolean ours() {
            return ours;
        }

        @Override
        public Map<String, Double> measure() {
            order.add(name);
            if (!figures.hasNext()) {
                throw new IllegalStateException("it fails");
            }
            return Map.of(name, (double) figures.next());
        }
    }
}

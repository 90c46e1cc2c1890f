package dev.ske.it.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The guard itself, without a JVM. */
class ComparisonTest {
    private final Footprint before = footprint(160, 140, 4_000_000, "file system", "environment");

    @Test
    void what_is_as_it_was_or_within_a_tenth_of_it_is_neither_fault_nor_remark() {
        for (Footprint now : List.of(
                before,
                footprint(176, 159, 4_400_000, "file system", "environment"),
                footprint(144, 126, 3_600_000, "file system", "environment"))) {
            Comparison comparison = new Comparison("a", before, now, true);
            assertThat(comparison.faults()).isEmpty();
            assertThat(comparison.remarks()).isEmpty();
        }
    }

    @Test
    void each_number_that_grew_by_more_than_a_tenth_is_a_fault_of_its_own() {
        Footprint now = footprint(177, 160, 4_400_001, "file system", "environment");
        assertThat(new Comparison("a", before, now, true).faults())
                .containsExactly(
                        "a: 177 classes of ours, 160 are written down",
                        "a: 160 classes of the JDK, 140 are written down",
                        "a: 4400001 bytes, 4000000 are written down");
    }

    @Test
    void what_only_one_of_two_rounds_took_counts_for_neither() {
        Footprint met = footprint(161, 139, 4_000_001, "file system", "random numbers", "environment");
        assertThat(before.and(met)).isEqualTo(footprint(160, 139, 4_000_000, "file system", "environment"));
        assertThat(met.and(before)).isEqualTo(before.and(met));
    }

    @Test
    void a_subsystem_that_is_new_is_a_fault_however_small() {
        Footprint now = footprint(160, 141, 4_000_000, "file system", "environment", "logging");
        assertThat(new Comparison("a", before, now, true).faults())
                .containsExactly("a: begins logging, which it did not");
    }

    @Test
    void what_shrank_or_is_gone_is_a_remark_and_no_fault() {
        Comparison comparison = new Comparison("a", before, footprint(143, 125, 3_599_999, "file system"), true);
        assertThat(comparison.faults()).isEmpty();
        assertThat(comparison.remarks())
                .containsExactly(
                        "a: 143 classes of ours, 160 are written down",
                        "a: 125 classes of the JDK, 140 are written down",
                        "a: 3599999 bytes, 4000000 are written down",
                        "a: begins environment no more");
    }

    @Test
    void another_build_of_the_jdk_may_take_more_of_its_own_but_not_of_ours() {
        Footprint now = footprint(177, 300, 9_000_000, "file system", "environment", "network");
        Comparison comparison = new Comparison("a", before, now, false);
        assertThat(comparison.faults()).containsExactly("a: 177 classes of ours, 160 are written down");
        assertThat(comparison.remarks()).containsExactly("a: begins network, which it did not");
    }

    @Test
    void what_is_written_down_is_read_back() {
        Baseline baseline = new Baseline("OpenJDK 17", Map.of("a", before, "b", footprint(1, 2, 3)));
        assertThat(Baseline.parse(baseline.text().lines().toList())).isEqualTo(baseline);
    }

    @Test
    void the_footprint_is_what_an_empty_agent_does_not_load() {
        Start empty = new Start(List.of("java.lang.Object", "a.B$$Lambda", "java.util.logging.Level"), 100);
        Start start = new Start(
                List.of(
                        "java.lang.Object",
                        "a.B$$Lambda",
                        "a.B$$Lambda",
                        "dev.ske.agent.Agent",
                        "net.bytebuddy.jar.asm.Type",
                        "org.yaml.snakeyaml.error.Mark",
                        "java.lang.SkeShutdown",
                        "java.util.HashMap",
                        "java.util.logging.Logger",
                        "javax.naming.Context",
                        "jdk.internal.misc.VM"),
                250);
        assertThat(Footprint.of(start, empty)).isEqualTo(footprint(4, 5, 150, "javax.naming", "lambdas", "logging"));
    }

    @Test
    void a_class_has_one_name_in_every_run_and_the_log_ends_where_main_is_loaded() {
        assertThat(LoadedClasses.before(
                        "probe.AtMain",
                        List.of(
                                "java.lang.Object source: shared objects file",
                                "java.lang.Module$$Lambda$17/0x0000000800c03000 source: java.lang.Module",
                                "java.lang.Module$$Lambda/0x00007f0001003000 source: java.lang.Module",
                                "java.lang.invoke.LambdaForm$DMH/0x0000000800c00400 source: __JVM_LookupDefineClass__",
                                "jdk.internal.reflect.GeneratedMethodAccessor1 source: __JVM_DefineClass__",
                                "probe.AtMain source: file:/a",
                                "java.lang.Shutdown source: shared objects file")))
                .containsExactly(
                        "java.lang.Object",
                        "java.lang.Module$$Lambda",
                        "java.lang.Module$$Lambda",
                        "java.lang.invoke.LambdaForm$DMH",
                        "jdk.internal.reflect.GeneratedMethodAccessor");
        assertThat(LoadedClasses.before(
                        "probe.AtMain",
                        List.of(
                                "[Opened /a/rt.jar]",
                                "[Loaded java.lang.Object from /a/rt.jar]",
                                "[Loaded java.lang.UNIXProcess$$Lambda$4/878120220 from java.lang.UNIXProcess]",
                                "[Loaded java.lang.invoke.LambdaForm$BMH/1111131250 from a]",
                                "[Loaded probe.AtMain from file:/a]")))
                .containsExactly(
                        "java.lang.Object", "java.lang.UNIXProcess$$Lambda", "java.lang.invoke.LambdaForm$BMH");
    }

    private static Footprint footprint(int ours, int theirs, long bytes, String... subsystems) {
        return new Footprint(ours, theirs, bytes, new TreeSet<>(List.of(subsystems)));
    }
}

package dev.ske.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {
    @TempDir
    Path folder;

    private Meter meter;

    @BeforeEach
    void make() throws Exception {
        meter = Meters.in(folder);
    }

    @Test
    void a_command_that_does_its_work_is_measured() throws Exception {
        Cost cost = meter.run(shell("echo noise; echo hello"));
        assertThat(cost.elapsed()).isPositive();
        assertThat(cost.processor()).isNotNegative();
    }

    @Test
    void the_processor_time_of_child_processes_counts() throws Exception {
        String busy = "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done";
        double child = meter.run(shell("sh -c '" + busy + "'; echo hello")).processor();
        double nothing = meter.run(shell("echo hello")).processor();
        assertThat(child).isGreaterThan(nothing);
    }

    @Test
    void one_that_ends_with_an_error_is_no_measurement() {
        assertThatThrownBy(() -> meter.run(shell("echo hello; echo sorry >&2; exit 3")))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("sorry");
    }

    @Test
    void one_that_did_not_get_its_value_is_no_measurement() {
        assertThatThrownBy(() -> meter.run(shell("echo hello -1")))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("\"hello -1\" instead of \"hello\"");
    }

    @Test
    void one_that_is_not_there_is_no_measurement() {
        Command command = new Command("none", List.of("/no/such/program"), folder, "hello");
        assertThatThrownBy(() -> meter.run(command)).isInstanceOf(Broken.class);
    }

    private Command shell(String script) {
        return new Command("shell", List.of("sh", "-c", script), folder, "hello");
    }
}

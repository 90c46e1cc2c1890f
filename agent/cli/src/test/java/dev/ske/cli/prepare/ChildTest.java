package dev.ske.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private final Child child;

    ChildTest(@TempDir Path scratch) {
        child = new Child(scratch);
    }

    @Test
    void it_reads_its_input_and_what_it_writes_is_returned() throws IOException {
        byte[] input = "one\ntwo".getBytes(StandardCharsets.UTF_8);
        assertThat(child.run(List.of("cat"), input)).isEqualTo(input);
        assertThat(child.run(List.of("cat"), null)).isEmpty();
    }

    @Test
    void a_failure_has_the_exit_code_and_the_words() {
        assertThatThrownBy(() -> child.run(List.of("sh", "-c", "echo said; echo  why >&2; exit 3"), null))
                .isInstanceOf(IOException.class)
                .hasMessage("sh ended with exit code 3: why");
        assertThatThrownBy(() -> child.run(List.of("sh", "-c", "echo said; exit 3"), null))
                .hasMessage("sh ended with exit code 3: said");
        assertThatThrownBy(() -> child.run(List.of("no-such-program-of-ske"), null))
                .isInstanceOf(IOException.class);
    }

    @Test
    void settings_of_others_do_not_reach_it() {
        var names = new HashSet<>(List.of(
                "PATH",
                "JAVA_TOOL_OPTIONS",
                "_JAVA_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "CLASSPATH",
                "https_proxy",
                "NO_PROXY",
                "AWS_PROFILE",
                "LD_LIBRARY_PATH"));
        Child.clear(names.iterator());
        assertThat(names).containsExactlyInAnyOrder("PATH", "LD_LIBRARY_PATH");
    }
}

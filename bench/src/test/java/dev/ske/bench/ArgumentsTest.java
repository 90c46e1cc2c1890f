package dev.ske.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Path FOLDER = Path.of("/somewhere");

    @Test
    void without_options_all_parts_are_measured_in_full() {
        Arguments arguments = Arguments.parse(List.of(), FOLDER);
        assertThat(arguments.only()).containsExactly("starts", "commands", "reads", "memory");
        assertThat(arguments.quick()).isFalse();
        assertThat(arguments.help()).isFalse();
    }

    @Test
    void files_are_relative_to_the_folder_of_the_caller() {
        Arguments arguments = Arguments.parse(
                List.of("--json", "a.json", "--chart", "/b.svg", "--docs", "c.md", "--baseline", "old.jar"), FOLDER);
        assertThat(arguments.outputs().json()).contains(Path.of("/somewhere/a.json"));
        assertThat(arguments.outputs().chart()).contains(Path.of("/b.svg"));
        assertThat(arguments.outputs().docs()).contains(Path.of("/somewhere/c.md"));
        assertThat(arguments.baseline()).contains(Path.of("/somewhere/old.jar"));
    }

    @Test
    void a_jdk_is_named_by_its_home_or_its_feature_number() {
        assertThat(Arguments.parse(List.of("--jdk", "jdk", "--jdk", "/other", "--jdk", "25"), FOLDER)
                        .jdks())
                .containsExactly("/somewhere/jdk", "/other", "25");
    }

    @Test
    void parts_are_chosen_by_name() {
        assertThat(Arguments.parse(List.of("--quick", "--only", "memory,starts"), FOLDER)
                        .only())
                .containsExactly("memory", "starts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "starts", "--only=starts", "--only", "--json", "-h"})
    void what_is_not_known_or_not_whole_is_refused(String word) {
        assertThatThrownBy(() -> Arguments.parse(List.of(word), FOLDER)).isInstanceOf(UsageException.class);
    }

    @Test
    void a_part_that_there_is_not_is_refused() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--only", "starts,writes"), FOLDER))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("writes");
    }

    @Test
    void the_usage_names_every_option() {
        assertThat(Arguments.USAGE)
                .contains("--quick", "--only", "--jdk", "--baseline", "--json", "--chart", "--docs", "--help");
    }
}

package dev.ske.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenBackTest {
    @Test
    void what_the_wrapper_kept_from_our_jvm_is_the_programs_again() {
        Map<String, String> kept = Map.of("SKE_CHILD_JAVA_TOOL_OPTIONS", "-Da=1", "SKE_CHILD__JAVA_OPTIONS", "-Db=2");
        assertThat(GivenBack.value("JAVA_TOOL_OPTIONS", kept)).isEqualTo("-Da=1");
        assertThat(GivenBack.value("JDK_JAVA_OPTIONS", kept)).isNull();
        assertThat(GivenBack.changes(kept))
                .hasSize(4)
                .containsEntry("JAVA_TOOL_OPTIONS", "-Da=1")
                .containsEntry("_JAVA_OPTIONS", "-Db=2")
                .containsEntry("SKE_CHILD_JAVA_TOOL_OPTIONS", null)
                .containsEntry("SKE_CHILD__JAVA_OPTIONS", null);
    }

    @Test
    void without_the_wrapper_nothing_changes() {
        Map<String, String> plain = Map.of("JAVA_TOOL_OPTIONS", "-Da=1");
        assertThat(GivenBack.value("JAVA_TOOL_OPTIONS", plain)).isEqualTo("-Da=1");
        assertThat(GivenBack.changes(plain)).isEmpty();
    }
}

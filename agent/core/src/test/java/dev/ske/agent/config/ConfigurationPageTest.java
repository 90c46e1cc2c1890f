package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md to what the code knows. */
class ConfigurationPageTest {
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("../../docs/configuration.md"));
    }

    @Test
    void every_setting_has_its_row_under_both_names() {
        List<String> flat = Unknown.flatNames();

        assertThat(flat).hasSizeGreaterThan(10);
        for (String name : flat) {
            assertThat(page).containsPattern("\\| \\[`[a-z.-]+`]\\(#[a-z-]+\\) \\| `" + name + "` \\|");
        }
        for (String name : Shape.ROOT.names()) {
            assertThat(page).contains("\n### " + name + "\n");
        }
    }

    @Test
    void every_flat_name_on_the_page_is_a_setting_or_a_variable_of_the_environment() {
        Matcher names = Pattern.compile("SKE_[A-Z0-9_]+").matcher(page);
        int found = 0;
        while (names.find()) {
            found++;
            if (!names.group().equals("SKE_CONFIG") && !names.group().equals("SKE_CACHE")) {
                assertThat(FlatName.read(names.group())).as(names.group()).isNotNull();
            }
        }
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void every_code_of_a_start_that_fails_stands_in_the_row_of_its_exit_status() {
        Set<Code> ofReads =
                EnumSet.of(Code.STORE_DESTROYED, Code.SECRET_EXPIRED, Code.SECRET_READ_LIMIT, Code.SECRET_DENIED);
        for (Code code : Code.values()) {
            if (ofReads.contains(code)) {
                assertThat(page).containsPattern("\\b" + code + "\\b").doesNotContainPattern("\\| [0-9]+ \\|.*" + code);
            } else {
                assertThat(page).containsPattern("\\| " + code.exit() + " \\| ([A-Z_]+, )*" + code + "[, ]");
            }
        }
    }
}

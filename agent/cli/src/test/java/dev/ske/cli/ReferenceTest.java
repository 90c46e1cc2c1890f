package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The pages say what the commands' own help says. With {@code -Dske.docs.write=true} they are written instead, see
 * CONTRIBUTING.md.
 */
class ReferenceTest {
    private static final boolean WRITE = Boolean.getBoolean("ske.docs.write");
    private static final Path ROOT = Path.of("../..");

    @Test
    void docs_cli_md_has_the_usage_and_the_options_of_every_command() throws IOException {
        Path page = ROOT.resolve("docs/cli.md");
        renews(page, GeneratedParts.MARKDOWN, new MarkdownParts("")::part);
        for (String name : Commands.NAMES) {
            assertThat(Files.readString(page))
                    .contains("\n## " + name + "\n\n<!-- options: " + name + " -->\n\n```text\nske " + name + " ");
        }
    }

    @Test
    void the_readme_has_all_commands() throws IOException {
        Path page = ROOT.resolve("README.md");
        assertThat(Files.readString(page)).contains("\n<!-- commands -->\n");
        renews(page, GeneratedParts.MARKDOWN, new MarkdownParts("docs/cli.md")::part);
    }

    @Test
    void the_manual_page_has_every_command_and_option() throws IOException {
        Path page = ROOT.resolve("docs/ske.1");
        assertThat(Files.readString(page)).contains("\n.\\\" <commands>\n", "\n.\\\" <options>\n");
        renews(page, GeneratedParts.ROFF, new RoffParts()::part);
        assertThat(Files.readAllLines(page)).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    @Test
    void a_part_without_end_is_refused_and_no_other_text_is_touched() {
        UnaryOperator<String> part = "part of %s\n"::formatted;
        assertThat(GeneratedParts.MARKDOWN.renewed("a\n<!-- x -->\nold\n<!-- end -->\nb", part))
                .isEqualTo("a\n<!-- x -->\npart of x\n<!-- end -->\nb");
        assertThatThrownBy(() -> GeneratedParts.MARKDOWN.renewed("<!-- x -->\nold\n", part))
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> GeneratedParts.MARKDOWN.renewed("a\n<!-- end -->\n", part))
                .hasMessageContaining("did not begin");
    }

    private static void renews(Path page, GeneratedParts parts, UnaryOperator<String> part) throws IOException {
        String now = Files.readString(page);
        String right = parts.renewed(now, part);
        if (WRITE) {
            Files.writeString(page, right);
            return;
        }
        assertThat(now)
                .as(
                        "%s does not say what the commands' help says; write it anew: ./mvnw -q -pl agent/cli -am verify"
                                + " -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dske.docs.write=true",
                        page.getFileName())
                .isEqualTo(right);
    }
}

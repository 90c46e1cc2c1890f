package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/rotation.md shows is what {@link PasswordRotationTest} runs. */
class RotationPageTest {
    private static final String BEGIN = "```java\n";

    @Test
    void the_pool_on_the_page_is_the_one_that_is_tested() throws IOException {
        String page = Launch.read(Path.of("../docs/rotation.md"));
        String program = Launch.read(Programs.source("pool", "probe/FollowingPool.java"));
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String shown = page.substring(begin, page.indexOf("```", begin));
        assertThat(shown).contains("Secrets.onChange");
        assertThat(program).endsWith(shown);
    }
}

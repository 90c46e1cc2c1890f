package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Says which of the promised JDKs this run has covered: one that is missing shows as a skipped test with its name. */
class JdkListTest {
    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("promised")
    void a_promised_jdk_is_here_and_is_what_it_claims(int feature) {
        assumeTrue(
                Jdk.of(feature).isPresent(),
                "JDK " + feature + " was not found: nothing is tested on it; name its home in SKE_TEST_JDKS");
        Run version = Jdk.of(feature).orElseThrow().java("-version").run();
        assertThat(version.exit()).isZero();
        assertThat(version.stderr()).containsPattern("version \"(1\\.)?" + feature + "\\b");
    }

    static List<Integer> promised() {
        return Jdk.PROMISED;
    }
}

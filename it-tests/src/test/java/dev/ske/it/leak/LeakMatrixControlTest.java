package dev.ske.it.leak;

import dev.ske.it.Jdk;
import dev.ske.it.OnEachJdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each scanner of the leak matrix finds what was put where it looks, in a JVM without the agent, and does not find what
 * was never there: so that nothing found means that nothing is there.
 */
class LeakMatrixControlTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void each_scanner_finds_what_was_planted_for_it_and_nothing_that_never_was_there(Jdk jdk) throws IOException {
        SoftAssertions all = new SoftAssertions();
        List<String> skipped = new ArrayList<>();
        try (Planted planted = new Planted(jdk, folder)) {
            Search search = Search.of(planted.needles());
            for (Sink sink : Sinks.all()) {
                if (sink.unavailable(planted).isPresent()) {
                    skipped.add(sink.title() + ": " + sink.unavailable(planted).get());
                    continue;
                }
                Findings found = sink.scan(planted, search);
                all.assertThat(planted.missedBy(sink, found))
                        .as("%s", sink.title())
                        .isEmpty();
                for (Needle absent : planted.absent()) {
                    all.assertThat(found.of(absent))
                            .as("%s: %s", sink.title(), absent)
                            .hasToString("0");
                }
            }
        }
        all.assertAll();
        if (!skipped.isEmpty()) {
            System.out.println("not searched on " + jdk + ": " + skipped);
        }
    }
}

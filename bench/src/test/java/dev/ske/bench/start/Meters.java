package dev.ske.bench.start;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Meters where the machine has what they want. */
final class Meters {
    /** Skips the test where nothing can measure, or there is no shell for what is measured. */
    static Meter in(Path folder) throws IOException, InterruptedException {
        assumeTrue(starts("sh"), "there is no sh, whose commands these tests measure");
        Meter meter = Meter.in(folder);
        assumeTrue(
                meter.isCompiled() || starts("bash"),
                "there is neither a C compiler (cc, gcc, clang) nor bash, of which a meter needs one");
        return meter;
    }

    private static boolean starts(String shell) throws InterruptedException {
        try {
            return new ProcessBuilder(shell, "-c", "exit 0").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Meters() {}
}

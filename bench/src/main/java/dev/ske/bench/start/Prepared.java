package dev.ske.bench.start;

import dev.ske.bench.Plan;
import dev.ske.bench.Ske;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The folder that {@code ske prepare} makes for a JDK. */
public final class Prepared {
    /** Makes it in this one; {@code SKE_CACHE} then names it. */
    public static Path in(Path folder, Plan plan, int feature, Path home) throws IOException, InterruptedException {
        Path cache = folder.resolve("cache-" + feature);
        new Ske(home.resolve("bin/java"), plan.agent(), folder, Map.of()).run("prepare", "--dir", cache.toString());
        return cache;
    }

    private Prepared() {}
}

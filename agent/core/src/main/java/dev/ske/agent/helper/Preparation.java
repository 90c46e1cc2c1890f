package dev.ske.agent.helper;

import dev.ske.agent.config.HelperSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ske prepare} must do as a start will: which folders are trusted, and with which options a helper runs. */
public final class Preparation {
    /**
     * Why no start would take anything from a folder; null: it would, if it runs as the same user or the folder and what is
     * in it are root's.
     */
    public static @Nullable String objection(Path folder) throws IOException {
        return new CacheRules(Paths.get("/proc/self")).toFolder(folder.toRealPath());
    }

    /**
     * The command line of a helper of this JDK, with a main class of its own.
     *
     * @param options JVM options after those that every helper has
     */
    public static List<String> command(Path jar, List<String> options, String mainClass) {
        HelperSpec usual = HelperSpec.DEFAULT;
        HelperSpec spec = new HelperSpec(usual.isolation(), options, usual.memoryMegabytes(), usual.cache());
        List<String> command = HelperCommand.of(spec, jar, null, Collections.emptyList(), System.getProperties());
        command.set(command.size() - 1, mainClass);
        return command;
    }

    private Preparation() {}
}

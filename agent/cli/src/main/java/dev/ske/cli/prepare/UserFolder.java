package dev.ske.cli.prepare;

import dev.ske.cli.terminal.UsageError;
import java.util.Map;

/** The folder for what a user prepares for himself: where {@code bin/ske} looks last. */
final class UserFolder {
    static String of(Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        String home = environment.get("HOME");
        if (cache != null && cache.startsWith("/")) {
            return cache + "/ske";
        }
        if (home == null || !home.startsWith("/")) {
            throw new UsageError("there is no home folder to prepare", "name a folder with --dir FOLDER");
        }
        return home + "/.cache/ske";
    }

    private UserFolder() {}
}

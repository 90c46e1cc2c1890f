package dev.ske.cli.rule;

import dev.ske.agent.config.Glob;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --exclude}. */
public final class Excluded {
    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "GLOB",
            description = "Leave the values with these names as they are.")
    private List<String> patterns = new ArrayList<>();

    /** @throws UsageError for an empty pattern */
    List<Glob> globs() {
        return globs("--exclude", patterns);
    }

    static List<Glob> globs(String option, List<String> texts) {
        List<Glob> globs = new ArrayList<>();
        for (String text : texts) {
            if (text.isEmpty()) {
                throw new UsageError(option + " has an empty pattern", "write it in single quotes: '**.password'");
            }
            globs.add(new Glob(text));
        }
        return globs;
    }

    static boolean matches(List<Glob> globs, EntryPath path) {
        if (globs.isEmpty()) {
            return false;
        }
        String written = path.toString();
        String canonical = path.canonical();
        for (Glob glob : globs) {
            if (glob.matches(written, canonical)) {
                return true;
            }
        }
        return false;
    }

    public Excluded() {}
}

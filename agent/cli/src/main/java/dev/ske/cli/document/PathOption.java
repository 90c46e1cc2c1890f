package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --path}: how the npm package @faizahmed/secret-keystore names the document. Who writes it gets what that
 * package does where the two differ: {@code decrypt} writes in place, and {@code --output} replaces a file that is there.
 */
public final class PathOption {
    @Option(
            names = "--path",
            paramLabel = "FILE",
            description = "Names the document instead of FILE, for the npm package's users: with it, decrypt writes in"
                    + " place, and --output replaces a file.")
    private @Nullable String path;

    /** Whether the document is named so. */
    public boolean given() {
        return path != null;
    }

    /**
     * The document that is meant; where none is named, the one that the agent finds, too.
     *
     * @param file the argument FILE, if there is one
     * @param env whether a {@code .env} that is there comes first
     */
    public Path one(@Nullable String file, boolean env, Shell shell) {
        if (path != null && file != null) {
            throw new UsageError("FILE and --path both name the document", "give one of them");
        }
        return DefaultFile.of(path == null ? file : path, env, shell);
    }

    /** The documents that are meant: those of the arguments, or one as above. */
    public List<Path> all(List<String> files, boolean env, Shell shell) {
        if (files.size() < 2) {
            return new ArrayList<>(Collections.singletonList(one(files.isEmpty() ? null : files.get(0), env, shell)));
        }
        if (path != null) {
            throw new UsageError("FILE and --path both name the document", "give one of them");
        }
        List<Path> paths = new ArrayList<>();
        for (String file : files) {
            paths.add(shell.path(file));
        }
        return paths;
    }

    public PathOption() {}
}

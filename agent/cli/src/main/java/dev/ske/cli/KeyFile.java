package dev.ske.cli;

import java.nio.file.Path;

/** A key file that an option or a document names, not read yet. */
final class KeyFile {
    private final String shown;
    private final Path path;
    private final boolean relaxed;

    KeyFile(String shown, Path path, boolean relaxed) {
        this.shown = shown;
        this.path = path;
        this.relaxed = relaxed;
    }

    /** As it was named. */
    String shown() {
        return shown;
    }

    Path path() {
        return path;
    }

    /** Whether the rules about who may read it are lifted. */
    boolean relaxed() {
        return relaxed;
    }
}

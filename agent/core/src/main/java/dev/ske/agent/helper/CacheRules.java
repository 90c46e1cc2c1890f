package dev.ske.agent.helper;

import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may be able to change a prepared folder: root and we. The folder, what we take from it and every folder above
 * belong to one of the two and nobody else may write there. A folder above that everybody may write to is fine if it is
 * sticky, as {@code /tmp} is: nobody but its owner and the entry's own can rename or remove what is in it.
 */
final class CacheRules {
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private final Identity us;

    /** {@code proc}: where the system says who we are; where it does not, only root's files are trusted. */
    CacheRules(Path proc) {
        us = new Identity(proc);
    }

    /** What is wrong with a folder or one above it; null: nothing. {@code folder}: a real path, without links. */
    @Nullable
    String toFolder(Path folder) throws IOException {
        String objection = objection(folder, mode(folder), false);
        for (Path above = folder.getParent(); above != null && objection == null; above = above.getParent()) {
            objection = objection(above, mode(above), true);
        }
        return objection;
    }

    /** What is wrong with a file of a folder that is right; null: nothing. */
    @Nullable
    String toFile(Path file) throws IOException {
        if (!file.toRealPath().equals(file)) {
            return file + " is a link";
        }
        FileMode mode = mode(file);
        return mode.regular() ? objection(file, mode, false) : file + " is not a regular file";
    }

    private @Nullable String objection(Path path, FileMode mode, boolean stickyIsFine) {
        if (mode.uid() != 0 && !us.is(mode.uid())) {
            return path + " belongs to user " + mode.uid() + ", who is neither root nor the user of this process";
        }
        if (stickyIsFine && mode.any(STICKY)) {
            return null;
        }
        if (mode.any(GROUP_WRITES)) {
            return path + " is writable by its group";
        }
        return mode.any(OTHERS_WRITE) ? path + " is writable by others" : null;
    }

    private static FileMode mode(Path path) throws IOException {
        return FileMode.of(FileMode.attributes(path));
    }
}

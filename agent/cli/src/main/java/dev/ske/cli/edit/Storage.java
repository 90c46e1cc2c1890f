package dev.ske.cli.edit;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** Where plain values are for a while: in memory, if the machine has a file system there. */
final class Storage {
    /** The folder for private folders; says so where it is on a disk. */
    static Path choose(Shell shell) {
        for (String candidate : new String[] {shell.environment().get("XDG_RUNTIME_DIR"), "/dev/shm"}) {
            Path folder = folder(candidate);
            if (folder != null && inMemory(folder)) {
                return folder;
            }
        }
        Path folder = Paths.get(System.getProperty("java.io.tmpdir", "."));
        if (!inMemory(folder)) {
            shell.err()
                    .println(Shown.text("ske: warning: no folder here is in memory: while the editor is open, the plain"
                            + " values are on the disk, in " + folder));
        }
        return folder;
    }

    private static @Nullable Path folder(@Nullable String text) {
        try {
            Path folder = text == null || text.isEmpty() ? null : Paths.get(text);
            return folder != null && folder.isAbsolute() && Files.isDirectory(folder) && Files.isWritable(folder)
                    ? folder
                    : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean inMemory(Path folder) {
        try {
            String type = Files.getFileStore(folder).type();
            return type.equals("tmpfs") || type.equals("ramfs");
        } catch (IOException e) {
            return false;
        }
    }

    private Storage() {}
}

package dev.ske.cli.edit;

import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
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
    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01000;

    /**
     * The folder for private folders; says so where it is on a disk.
     *
     * @throws IOException if there is none in which a private folder stays what it is
     */
    static Path choose(Shell shell) throws IOException {
        for (String candidate : new String[] {shell.environment().get("XDG_RUNTIME_DIR"), "/dev/shm"}) {
            Path folder = folder(candidate);
            if (folder != null && inMemory(folder) && isSafe(folder)) {
                return folder;
            }
        }
        Path folder = Paths.get(System.getProperty("java.io.tmpdir", "."));
        if (!isSafe(folder)) {
            throw new IOException("others could exchange files in " + folder
                    + ", so no plain values are put there: 'chmod +t' it, or set XDG_RUNTIME_DIR to a folder in memory of"
                    + " your own");
        }
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

    /** Whether nobody else can rename what is ours: they may write where the sticky bit keeps them from that. */
    static boolean isSafe(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true;
        }
        try {
            FileMode mode = FileMode.of(Files.readAttributes(folder, "unix:mode,uid,gid"));
            Identity us = new Identity(Paths.get("/proc/self"));
            boolean ours = mode.uid() == 0 || !us.known() || us.is(mode.uid());
            return ours && (!mode.any(OTHERS_WRITE) || mode.any(STICKY));
        } catch (IOException e) {
            return false;
        }
    }

    private Storage() {}
}

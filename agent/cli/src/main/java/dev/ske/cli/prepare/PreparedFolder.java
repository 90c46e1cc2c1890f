package dev.ske.cli.prepare;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.helper.Preparation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/** The folder that is prepared: one that starts will trust, with files that everybody can read. */
final class PreparedFolder implements AutoCloseable {
    private final Path folder;
    private final Path scratch;

    /**
     * Makes the folder if it is missing.
     *
     * @param shown the path as the user wrote it
     * @throws Failure CONFIG_INVALID if no start would use it; what was made for it is gone then
     */
    static PreparedFolder open(Path path, String shown) throws IOException {
        Deque<Path> made = new ArrayDeque<>();
        boolean good = false;
        try {
            make(path.toAbsolutePath().normalize(), made);
            Path folder = path.toRealPath();
            String objection = Preparation.objection(folder);
            if (objection != null) {
                throw new Failure(
                        Code.CONFIG_INVALID,
                        shown + " would not be used: " + objection,
                        "whoever can write there could put code beside the secrets; take a folder that only root or"
                                + " the program's user can write to, up to the root folder");
            }
            Path scratch = Files.createTempDirectory(folder, ".prepare-");
            good = true;
            return new PreparedFolder(folder, scratch);
        } catch (FileSystemException e) {
            throw new IOException(shown + " cannot be prepared: " + reason(e), e);
        } finally {
            while (!good && !made.isEmpty()) {
                Files.deleteIfExists(made.pop());
            }
        }
    }

    private static void make(Path folder, Deque<Path> made) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent, made);
        }
        Files.createDirectory(folder);
        made.push(folder);
        mode(folder, "rwxr-xr-x");
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getFile() + " is not a folder";
        }
        return e.getReason() == null ? "the file system refused" : e.getReason();
    }

    private static void mode(Path path, String mode) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    /** For temporary files, on the same file system. */
    Path scratch() {
        return scratch;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Moves a finished temporary file to its place, at once and readable by all. */
    void put(Path temporary, String name) throws IOException {
        mode(temporary, "rw-r--r--");
        replace(temporary, name);
    }

    /** The same for what has no mode of its own. */
    void replace(Path temporary, String name) throws IOException {
        Files.move(temporary, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes what is temporary. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }

    private PreparedFolder(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }
}

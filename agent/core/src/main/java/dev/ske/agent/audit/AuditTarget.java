package dev.ske.agent.audit;

import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that lines are appended to: a regular one that nobody but us or root can write and nobody but us and root can read, or
 * what is no file, as a pipe or a terminal.
 *
 * <p>It is opened through {@code java.io}, which cannot say with which mode a file is made (docs/architecture.md says why
 * channels are not for us). So it is made in a folder that is closed to all others, and gets its name when it has its mode.
 */
final class AuditTarget {
    private static final Set<PosixFilePermission> MINE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> MY_FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int OTHERS_WRITE = 0022;
    private static final int ANYBODY_WRITES = 0002;
    private static final int STICKY = 01000;

    private final Path path;
    private final Path folder;
    private final boolean posix;
    private final boolean regular;
    private final boolean renamed;

    /** Looks what is there. {@code renamed}: whether the file will be put aside. */
    AuditTarget(Path file, boolean renamed) throws IOException {
        this.path = file;
        this.renamed = renamed;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? file.toAbsolutePath() : parent;
        this.posix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        boolean link = Files.isSymbolicLink(file);
        if (link && Files.isRegularFile(file)) {
            throw refusal("it is a symbolic link to a file: name the file itself");
        }
        if (link && !Files.exists(file)) {
            throw refusal("it is a symbolic link to nothing");
        }
        if (Files.isDirectory(file)) {
            throw refusal("it is a folder");
        }
        this.regular = !Files.exists(file) || Files.isRegularFile(file);
    }

    /** Whether it is, or will be, a file that can be measured and put aside. */
    boolean regular() {
        return regular;
    }

    Path path() {
        return path;
    }

    boolean there() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Bytes; 0 if it is not there. */
    long length() {
        return path.toFile().length();
    }

    int lastByte() throws IOException {
        try (RandomAccessFile reading = new RandomAccessFile(path.toFile(), "r")) {
            long length = reading.length();
            if (length == 0) {
                return -1;
            }
            reading.seek(length - 1);
            return reading.read();
        }
    }

    /** Where it is written from now on: at its end. */
    FileOutputStream open() throws IOException {
        if (!regular || !posix) {
            return new FileOutputStream(path.toFile(), true);
        }
        checkFolder(renamed || !there());
        return there() ? append() : make();
    }

    /** {@code /tmp} is one that anybody writes, but not one in which anybody may exchange our file. */
    private void checkFolder(boolean written) throws IOException {
        FileMode mode = FileMode.of(FileMode.attributes(folder));
        if (mode.any(ANYBODY_WRITES) && !mode.any(STICKY)) {
            throw refusal("anybody may exchange files in its folder, mode " + mode);
        }
        if (written && !Files.isWritable(folder)) {
            throw refusal("files in its folder cannot be made or renamed by this user");
        }
    }

    private FileOutputStream append() throws IOException {
        Map<String, Object> before = unfollowed();
        FileMode mode = FileMode.of(before);
        if (!mode.regular()) {
            throw refusal("it is no regular file any more");
        }
        Identity us = new Identity(Paths.get("/proc/self"));
        if (mode.uid() != 0 && us.known() && !us.is(mode.uid())) {
            throw refusal("it belongs to user " + mode.uid() + ", who is neither root nor the user of this process");
        }
        if (mode.any(OTHERS_WRITE)) {
            throw refusal("mode " + mode + " lets users other than its owner write it");
        }
        FileOutputStream out = new FileOutputStream(path.toFile(), true);
        try {
            Files.setPosixFilePermissions(path, MINE);
            Map<String, Object> after = unfollowed();
            if (!Objects.equals(before.get("ino"), after.get("ino"))
                    || !Objects.equals(before.get("dev"), after.get("dev"))) {
                throw refusal("it was exchanged while it was opened");
            }
            return out;
        } catch (IOException | RuntimeException refused) {
            out.close();
            throw refused;
        }
    }

    private Map<String, Object> unfollowed() throws IOException {
        return Files.readAttributes(path, "unix:mode,uid,gid,dev,ino", LinkOption.NOFOLLOW_LINKS);
    }

    /** Never one that came meanwhile, never one that others can open. */
    private FileOutputStream make() throws IOException {
        Path closed = folder.resolve("." + path.getFileName() + ".ske-" + Long.toHexString(System.nanoTime()));
        Files.createDirectory(closed, PosixFilePermissions.asFileAttribute(MY_FOLDER));
        Path made = closed.resolve("made");
        FileOutputStream out = null;
        boolean named = false;
        try {
            out = new FileOutputStream(made.toFile(), true);
            Files.setPosixFilePermissions(made, MINE);
            name(made);
            named = true;
            return out;
        } finally {
            if (!named && out != null) {
                out.close();
            }
            Files.deleteIfExists(made);
            Files.deleteIfExists(closed);
        }
    }

    private void name(Path made) throws IOException {
        try {
            Files.createLink(path, made);
        } catch (FileAlreadyExistsException came) {
            throw came;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(made, path);
        }
    }

    /** Why the file system refused, in words, without the path. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "its folder is not there";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "somebody else made it at the same time";
        }
        String text = failure instanceof FileSystemException
                ? ((FileSystemException) failure).getReason()
                : failure.getMessage();
        return text == null ? "the file system refused" : withoutPath(text);
    }

    /** {@code FileNotFoundException} says {@code /a/path (Permission denied)}. */
    private static String withoutPath(String text) {
        int open = text.lastIndexOf(" (");
        return open > 0 && text.endsWith(")") ? text.substring(open + 2, text.length() - 1) : text;
    }

    private static FileSystemException refusal(@Nullable String reason) {
        return new FileSystemException(null, null, reason);
    }
}

package dev.ske.agent.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file by a new one of the same name in one step. Until that step the new text is in a file of its own,
 * {@code .NAME.ske-XXXX.tmp} beside it, which nobody but its owner can read before it has the old file's owner and mode.
 */
final class AtomicFile {
    private static final String SUFFIX = ".tmp";
    private static final Set<StandardOpenOption> NEW =
            Collections.unmodifiableSet(EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));

    private final Path target;
    private final Path folder;

    /**
     * @param old what the file holds now: anything else there means that somebody else changed it
     * @throws IOException with a message that names the file and the reason; the file is as it was then
     */
    static void write(Path file, Source old, String text) throws IOException {
        byte[] before = FileText.encode(old.text(), old.charset());
        byte[] after = FileText.encode(text, old.charset());
        try {
            if (before == null || after == null) {
                throw refusal("the text holds a char that " + old.charset() + " lacks");
            }
            new AtomicFile(target(file)).replace(before, after);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** The file itself that is to be replaced, at the end of all symbolic links; it may not be there yet. */
    private static Path target(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw refusal("it is a symbolic link to a file that is not there");
            }
            return file;
        }
    }

    private void replace(byte[] before, byte[] after) throws IOException {
        PosixFileAttributes kept = posixAttributes();
        Temporary temporary = temporary();
        boolean done = false;
        try {
            fill(temporary, after, kept);
            if (!Arrays.equals(before, current())) {
                throw refusal("it changed since it was read; nothing was written");
            }
            Files.move(temporary.path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary.path);
            }
        }
        syncFolder();
    }

    /**
     * Creates the temporary file: never one that is there, never one that others can open. It is opened at once, since who may
     * write the folder could put something else in its place.
     */
    private Temporary temporary() throws IOException {
        FileAttribute<?>[] mine =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                        }
                        : new FileAttribute<?>[0];
        for (int attempt = 0; ; attempt++) {
            String unique = Long.toHexString(System.nanoTime() + attempt);
            Path path = folder.resolve(prefix() + unique + SUFFIX);
            try {
                return new Temporary(path, FileChannel.open(path, NEW, mine));
            } catch (FileAlreadyExistsException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    private String prefix() {
        return "." + target.getFileName() + ".ske-";
    }

    /**
     * Removes the temporary files of writers of this file who were killed. The caller knows that nobody writes it now.
     *
     * @param target the file itself, no symbolic link to it
     */
    static void removeLeftOvers(Path target) {
        AtomicFile file = new AtomicFile(target);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file.folder, file::isTemporary)) {
            for (Path temporary : files) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // who writes next tries again
        }
    }

    private boolean isTemporary(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(prefix())
                && name.endsWith(SUFFIX)
                && name.length() > prefix().length() + SUFFIX.length()
                && isHex(name.substring(prefix().length(), name.length() - SUFFIX.length()))
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private void fill(Temporary temporary, byte[] bytes, @Nullable PosixFileAttributes kept) throws IOException {
        try (FileChannel channel = temporary.channel) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (kept != null) {
                keepOwner(temporary.path, kept);
            }
            channel.force(true);
        }
    }

    /**
     * Gives the new file the old one's group, owner and mode. Without the right to keep the owner, the writer owns it: who
     * may replace the file could have copied it anyway. Without the group, the mode would speak of other people. No link is
     * followed: put in the new file's place, it would get root to give a file away.
     */
    private void keepOwner(Path temporary, PosixFileAttributes kept) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(temporary, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes mine = view.readAttributes();
        if (!mine.group().equals(kept.group())) {
            try {
                view.setGroup(kept.group());
            } catch (IOException e) {
                if (groupMatters(kept.permissions())) {
                    throw refusal("its group " + kept.group().getName() + " cannot be kept");
                }
            }
        }
        if (!mine.owner().equals(kept.owner())) {
            try {
                view.setOwner(kept.owner());
            } catch (IOException e) {
                // see above
            }
        }
        view.setPermissions(kept.permissions());
    }

    private static boolean groupMatters(Set<PosixFilePermission> mode) {
        return mode.contains(PosixFilePermission.GROUP_READ) != mode.contains(PosixFilePermission.OTHERS_READ)
                || mode.contains(PosixFilePermission.GROUP_WRITE) != mode.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private @Nullable PosixFileAttributes posixAttributes() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return view == null || Files.notExists(target, LinkOption.NOFOLLOW_LINKS) ? null : view.readAttributes();
    }

    /** What the file holds now; nothing if it is not there. */
    private byte[] current() throws IOException {
        if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
            return new byte[0];
        }
        if (!Files.isRegularFile(target)) {
            throw refusal("it is not a regular file");
        }
        return Files.readAllBytes(target);
    }

    /** Makes the rename last. Windows knows no such thing and refuses to open a folder. */
    private void syncFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the new file is there and whole: a crash now may bring back the old one, which is whole too
        }
    }

    private static FileSystemException refusal(String reason) {
        return new FileSystemException(null, null, reason);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
        return reason == null || reason.isEmpty()
                ? "the file system refused"
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    private AtomicFile(Path target) {
        this.target = target;
        Path absolute = target.toAbsolutePath();
        Path parent = absolute.getParent();
        this.folder = parent == null ? absolute : parent;
    }

    /** A new file, open. */
    private static final class Temporary {
        private final Path path;
        private final FileChannel channel;

        Temporary(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }
    }
}

package dev.ske.cli.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only we and the editor use. It is removed, and what is in it overwritten, in the end, and by a
 * watchdog if we are killed before. A lock in it tells that we are alive.
 */
final class PrivateFolder {
    static final String PREFIX = "ske-edit-";
    static final String LOCK = ".ske-edit-lock";

    private static final int ATTEMPTS = 5;

    /** Made and opened in one step: what is there already is nobody's of ours. */
    private static final Set<StandardOpenOption> NEW =
            Collections.unmodifiableSet(EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));

    private final Path folder;
    private final @Nullable Watchdog watchdog;
    private final FileChannel lock;
    private boolean removed;

    private PrivateFolder(Path folder, @Nullable Watchdog watchdog, FileChannel lock) {
        this.folder = folder;
        this.watchdog = watchdog;
        this.lock = lock;
    }

    /** Makes one in {@code storage}, where those of killed processes are removed. */
    static PrivateFolder in(Path storage) throws IOException {
        boolean posix = storage.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path folder = Files.createTempDirectory(storage, PREFIX, attributes(posix, "rwx------"));
        Watchdog watchdog = Watchdog.over(folder);
        LeftFolders.ours(folder);
        LeftFolders.remove(storage, Files.getOwner(folder));
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), NEW, attributes(posix, "rw-------"));
        channel.tryLock();
        return new PrivateFolder(folder, watchdog, channel);
    }

    private static FileAttribute<?>[] attributes(boolean posix, String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Makes a file, for its owner only; none once all was removed. */
    synchronized Path create(String name, byte[] content) throws IOException {
        requireThere();
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, NEW, attributes(posix, "rw-------"))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        return file;
    }

    /** A file's bytes: whole, and never those that overwrite it. */
    synchronized byte[] read(Path file) throws IOException {
        requireThere();
        return Files.readAllBytes(file);
    }

    private void requireThere() throws IOException {
        if (removed) {
            throw new IOException("ended while the plain values were in " + folder + ", which is removed");
        }
    }

    /** Overwrites and removes all of it. What cannot be removed is left to the watchdog. */
    synchronized void remove() throws IOException {
        if (removed) {
            return;
        }
        removed = true;
        try {
            overwrite();
            if (watchdog != null) {
                watchdog.callOff();
            }
        } catch (IOException e) {
            throw new IOException("cannot remove " + folder + ", which holds plain values: remove it by hand", e);
        } finally {
            lock.close();
            LeftFolders.gone(folder);
        }
    }

    /** What an editor has started may be writing still. */
    private void overwrite() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Overwrite.folder(folder);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}

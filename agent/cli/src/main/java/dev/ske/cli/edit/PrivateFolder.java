package dev.ske.cli.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only we and the editor use. It is removed, and what is in it overwritten, in the end, and by a
 * watchdog if we are killed before. A lock in it tells that we are alive.
 */
final class PrivateFolder {
    static final String PREFIX = "ske-edit-";
    static final String LOCK = ".ske-edit-lock";

    private static final int ATTEMPTS = 5;

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
        Path lock = Files.createFile(folder.resolve(LOCK), attributes(posix, "rw-------"));
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        channel.tryLock();
        return new PrivateFolder(folder, watchdog, channel);
    }

    private static FileAttribute<?>[] attributes(boolean posix, String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Makes a file, for its owner only. */
    Path create(String name, byte[] content) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path file = Files.createFile(folder.resolve(name), attributes(posix, "rw-------"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        return file;
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

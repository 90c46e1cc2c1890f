package dev.ske.cli.edit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The private folders of processes that were killed together with their watchdog, as at the end of a container or session. A
 * process that lives holds a lock: its number would tell nothing, since those of another container can be others.
 */
final class LeftFolders {
    /** Younger ones may be about to be locked. */
    private static final long YOUNG_MILLIS = 60_000;

    /** In this process: their locks would be lost by looking at them. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    static void ours(Path folder) {
        OURS.add(folder);
    }

    static void gone(Path folder) {
        OURS.remove(folder);
    }

    /** Removes those of this owner. Another's may hold links to files that are none of ours. */
    static void remove(Path storage, UserPrincipal owner) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(storage, PrivateFolder.PREFIX + "*")) {
            for (Path folder : folders) {
                if (isLeft(folder, owner)) {
                    Overwrite.folder(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // somebody else is clearing up, or can: the next one tries again
        }
    }

    private static boolean isLeft(Path folder, UserPrincipal owner) throws IOException {
        if (OURS.contains(folder)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !owner.equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))
                || System.currentTimeMillis()
                                - Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
                                        .toMillis()
                        < YOUNG_MILLIS) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(PrivateFolder.LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException neverLocked) {
            return true;
        }
    }

    private LeftFolders() {}
}

package dev.ske.cli.document;

import dev.ske.agent.document.Documents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one document: the operating system's, on a file {@code .NAME.ske-lock} beside it. That file says who keeps it,
 * is removed by who gives the lock back, and is taken over where a killed process left it.
 */
final class LockFile {
    /** No process of ours writes more into one: a longer file of that name is somebody's who means something else. */
    private static final int LONGEST = 256;

    /** Not where the text is: on Windows nobody else could read that. */
    private static final long LOCKED = 1L << 30;

    /**
     * Who keeps which lock in this process. The operating system's lock is the process's, and ends with the first descriptor
     * of the file that is closed: a second one must not be opened.
     */
    private static final Map<Path, String> OURS = new ConcurrentHashMap<>();

    private final Path document;
    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable String keeper;
    private boolean removable;

    /** {@code document}: a real path. */
    LockFile(Path document) {
        this.document = document;
        this.file = document.resolveSibling("." + document.getFileName() + ".ske-lock");
    }

    /**
     * Takes the lock, if nobody has it. Where no file can be made beside the document it cannot be changed either, and nothing
     * is taken.
     *
     * @param me what others read who wait
     * @return whether the work can begin
     * @throws IOException if there is something else in the lock's place
     */
    boolean take(String me) throws IOException {
        keeper = OURS.putIfAbsent(file, me);
        if (keeper != null) {
            return false;
        }
        boolean taken = false;
        try {
            taken = !create() || lock(me);
        } finally {
            if (!taken) {
                OURS.remove(file);
            }
        }
        if (taken && channel != null) {
            Documents.removeLeftOvers(document);
        }
        return taken;
    }

    /** Who kept it when it could not be taken; null: nobody can tell. */
    @Nullable
    String keeper() {
        return keeper;
    }

    private boolean create() {
        try {
            Files.createFile(file, LockMode.initial(file));
        } catch (FileAlreadyExistsException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
        try {
            LockMode.share(file, document);
        } catch (IOException e) {
            // it is there, and a lock for whoever may open it
        }
        return true;
    }

    /**
     * Locks the file, and makes sure that it still is the one of that name: who had the lock may have removed it. The key is
     * read before the file is opened, since no other file gets the key of one that is open.
     */
    private boolean lock(String me) throws IOException {
        FileChannel opened = null;
        boolean locked = false;
        try {
            BasicFileAttributes before = attributes();
            if (!before.isRegularFile() || before.size() > LONGEST) {
                throw new IOException("cannot lock " + document + ": " + file + " is no lock");
            }
            opened = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = opened.tryLock(LOCKED, 1, false);
            if (lock == null) {
                keeper = text(opened);
                return false;
            }
            Object key = attributes().fileKey();
            locked = key == null ? before.fileKey() == null : key.equals(before.fileKey());
            if (locked && !Keeper.wrote(text(opened))) {
                locked = false;
                throw new IOException("cannot lock " + document + ": " + file + " is no lock");
            }
            if (locked) {
                removable = key != null;
                opened.truncate(0);
                opened.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.UTF_8)), 0);
                channel = opened;
            }
            return locked;
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        } catch (AccessDeniedException othersOwn) {
            keeper = "a user whose " + file.getFileName() + " you may not open";
            return false;
        } finally {
            if (opened != null && !locked) {
                opened.close();
            }
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** One line at most; null before it is written. */
    private static @Nullable String text(FileChannel opened) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        try {
            opened.read(bytes, 0);
        } catch (IOException e) {
            return null;
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        return first.isEmpty() ? null : first;
    }

    /** Gives the lock back. The file goes first: who opened it before finds that it is no longer the one of its name. */
    synchronized void release() {
        FileChannel held = channel;
        channel = null;
        try {
            if (held != null) {
                if (removable) {
                    Files.deleteIfExists(file);
                } else {
                    held.truncate(0);
                }
            }
        } catch (IOException e) {
            // a file that stays is taken over by the next command
        } finally {
            close(held);
            OURS.remove(file);
        }
    }

    private static void close(@Nullable FileChannel held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            // the lock ends with the process at the latest
        }
    }
}

package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileBytes;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;

/** A file with a key in it, read only if nobody else may read or change it. */
public final class GuardedFile {
    private static final Path PROC = Paths.get("/proc/self");

    /**
     * Reads a file and checks who else may: on the opened file, so that nobody can put another one in its place meanwhile.
     * Symbolic links are followed.
     *
     * @param name the file as messages show it
     * @param relaxed whether others may read the file; nobody else may write or own it even so
     * @param into is filled with the file's beginning and flipped; with one byte more than expected it tells a longer file.
     *     No other memory of this process holds what was read
     * @return whether the system has modes, so that they were checked
     * @throws Failure KEY_FILE_INVALID if it is no regular file, KEY_FILE_PERMISSIONS
     * @throws IOException if it is not there or cannot be read, as {@link Files} says it
     */
    public static boolean read(Path file, String name, boolean relaxed, ByteBuffer into) throws IOException {
        return read(file, name, relaxed, PROC, into);
    }

    static boolean read(Path file, String name, boolean relaxed, Path proc, ByteBuffer into) throws IOException {
        // Before it is opened, because opening a FIFO would wait for a writer.
        BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
        if (!kind.isRegularFile()) {
            throw invalid(name, kind.isDirectory() ? "is a folder" : "is not a regular file");
        }
        boolean modes = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        Map<String, Object> before = modes ? FileMode.attributes(file) : Collections.emptyMap();
        try (RandomAccessFile opened = FileBytes.open(file)) {
            if (modes) {
                FileMode mode = FileMode.ofOpened(opened, proc);
                if (mode == null) {
                    // No proc file system, as on macOS: the same file, unchanged, before and after opening is the
                    // opened one.
                    if (!before.equals(FileMode.attributes(file))) {
                        throw invalid(name, "was replaced while it was read");
                    }
                    mode = FileMode.of(before);
                }
                KeyFileRules.check(mode, new Identity(proc), relaxed, name);
            }
            FileBytes.readSecret(opened, into);
            into.flip();
        }
        return modes;
    }

    static Failure invalid(String name, String why) {
        return new Failure(
                Code.KEY_FILE_INVALID,
                name + ": the key file " + why,
                "restore it from where it was made; a new one cannot open what was encrypted for it");
    }

    private GuardedFile() {}
}

package dev.ske.agent.document;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Type, permission bits, owner and group of a file, as numbers: names would have to be asked of the system's user database. */
public final class FileMode {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;

    private final int mode;
    private final int uid;
    private final int gid;

    public FileMode(int mode, int uid, int gid) {
        this.mode = mode;
        this.uid = uid;
        this.gid = gid;
    }

    /**
     * The mode of the file that is open, whatever its path has become since. Java has no {@code fstat}: it is moved
     * to a place where no other one stands, found again in {@code /proc/self/fdinfo} by that place, and asked for through
     * {@code /proc/self/fd}. Its position is 0 afterwards.
     *
     * @return null where there is no such {@code proc}
     */
    public static @Nullable FileMode ofOpened(RandomAccessFile opened, Path proc) throws IOException {
        File[] infos = proc.resolve("fdinfo").toFile().listFiles();
        if (infos == null) {
            return null;
        }
        // Below 2 GiB, which every file system takes; odd, so that hardly any real position is in the way.
        long mark = 1L << 30 | (System.nanoTime() & ((1 << 30) - 1)) | 1;
        byte[] wanted = ("pos:\t" + mark + "\n").getBytes(StandardCharsets.US_ASCII);
        opened.seek(mark);
        Path found = null;
        // The last is the newest: ours, or that of the listing.
        for (int i = infos.length - 1; i >= 0 && found == null; i--) {
            if (startsWith(infos[i], wanted)) {
                found = proc.resolve("fd").resolve(infos[i].getName());
            }
        }
        opened.seek(0);
        return found == null ? null : of(attributes(found));
    }

    /** By {@link #attributes}. */
    public static FileMode of(Map<String, Object> attributes) {
        return new FileMode(number(attributes, "mode"), number(attributes, "uid"), number(attributes, "gid"));
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name), name);
    }

    /** What identifies a file and its state; symbolic links are followed. */
    public static Map<String, Object> attributes(Path file) throws IOException {
        return Files.readAttributes(file, "unix:mode,uid,gid,dev,ino,ctime");
    }

    private static boolean startsWith(File file, byte[] wanted) {
        byte[] content;
        try {
            content = FileBytes.read(file.toPath(), wanted.length);
        } catch (IOException e) {
            // Closed meanwhile, as the descriptor that listed the folder: not ours, which is open.
            return false;
        }
        return Arrays.equals(content, wanted);
    }

    public boolean regular() {
        return (mode & TYPE) == REGULAR;
    }

    public int uid() {
        return uid;
    }

    public int gid() {
        return gid;
    }

    /** Whether any of these permission bits is set. */
    public boolean any(int bits) {
        return (mode & bits) != 0;
    }

    /** The permission bits as {@code chmod} takes them: {@code 0644}. */
    @Override
    public String toString() {
        String octal = Integer.toOctalString(mode & 07777);
        return "0000".substring(Math.min(octal.length(), 4)) + octal;
    }
}

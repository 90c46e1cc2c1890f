package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileBytes;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;

/**
 * The local key file (docs/format-v2.md): {@code SKE-KEY-1:}, then base64url of 8 bytes of id, 32 of key and 4 of CRC-32, and
 * a line feed that may be missing. The key is read and checked in protected memory only.
 */
public final class LocalKeyFile {
    private static final String PREFIX = "SKE-KEY-1:";
    private static final int CHECKED = Wrap.LOCAL_ID + AesGcm.KEY;
    private static final int BYTES = CHECKED + 4;
    private static final int TEXT = PREFIX.length() + SecretBase64.encodedLength(BYTES);
    private static final Path PROC = Paths.get("/proc/self");

    /**
     * Writes a new random key to a file that is not there yet, on POSIX systems with mode 0400 from its first moment on.
     *
     * @return the key's id in hexadecimal
     * @throws Failure KEY_FILE_INVALID if the file exists or cannot be written
     */
    public static String create(Path file) {
        SecretMemory memory = new OffHeap(); // of a command's JVM
        try (SecretMemory.Region bytes = memory.allocate(BYTES);
                SecretMemory.Region text = memory.allocate(TEXT + 1);
                StrongRandom random = new StrongRandom()) {
            random.fill(bytes.bytes(), 0, CHECKED);
            format(bytes.bytes(), text.bytes());
            write(file, text.bytes());
            return LocalKey.hex(id(bytes.bytes()), 0);
        }
    }

    /** Adds the checksum to id and key, and writes all three as text. */
    static void format(ByteBuffer bytes, ByteBuffer text) {
        bytes.putInt(CHECKED, crc(bytes));
        for (int i = 0; i < PREFIX.length(); i++) {
            text.put(i, (byte) PREFIX.charAt(i));
        }
        SecretBase64.encode(bytes, 0, BYTES, text, PREFIX.length());
        text.put(TEXT, (byte) '\n');
    }

    private static void write(Path file, ByteBuffer text) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = !posix
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Collections.singleton(PosixFilePermission.OWNER_READ))
                };
        try (FileChannel channel =
                FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            try {
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    Code.KEY_FILE_INVALID,
                    file + ": exists already, and a key file is never overwritten",
                    "choose another name; what was encrypted for that key cannot be opened without it");
        } catch (IOException e) {
            throw new Failure(
                    Code.KEY_FILE_INVALID, file + ": cannot be written", "the folder must exist and be writable");
        }
    }

    /**
     * Reads a key and checks who else may: on the opened file, so that nobody can put another one in its place meanwhile.
     * Symbolic links are followed.
     *
     * @param shownName the file as messages show it
     * @param relaxed whether others may read the file; nobody else may write or own it even so
     * @param memory where the key, and its text meanwhile, lie
     * @throws Failure KEY_FILE_MISSING, KEY_FILE_INVALID or KEY_FILE_PERMISSIONS
     */
    public static LocalKey read(Path file, String shownName, boolean relaxed, SecretMemory memory) {
        return read(file, shownName, relaxed, memory, PROC);
    }

    static LocalKey read(Path file, String shownName, boolean relaxed, SecretMemory memory, Path proc) {
        try (SecretMemory.Region region = memory.allocate(TEXT + 2)) {
            ByteBuffer text = region.bytes().duplicate();
            boolean modeChecked = load(file, shownName, relaxed, proc, text);
            return parse(text, shownName, modeChecked, memory);
        } catch (NoSuchFileException e) {
            throw missing(shownName);
        } catch (AccessDeniedException e) {
            throw new Failure(
                    Code.KEY_FILE_PERMISSIONS,
                    shownName + ": this process may not read it",
                    "the key file must be readable for the user of this process, and its folders searchable");
        } catch (IOException e) {
            throw belowAFile(file) ? missing(shownName) : invalid(shownName, "cannot be read");
        }
    }

    /** Reads the file's text; returns whether the system has modes to check. */
    private static boolean load(Path file, String name, boolean relaxed, Path proc, ByteBuffer text)
            throws IOException {
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
            FileBytes.readSecret(opened, text);
            text.flip();
        }
        return modes;
    }

    private static LocalKey parse(ByteBuffer text, String name, boolean modeChecked, SecretMemory memory) {
        int length = text.limit();
        if (length > 0 && text.get(length - 1) == '\n') {
            length--;
        }
        if (length == 0) {
            throw invalid(name, "is empty");
        }
        for (int i = 0; i < PREFIX.length() && i < length; i++) {
            if (text.get(i) != PREFIX.charAt(i)) {
                throw invalid(name, "does not begin with " + PREFIX);
            }
        }
        if (length < TEXT) {
            throw invalid(name, "is too short");
        }
        if (length > TEXT) {
            throw invalid(name, "is too long");
        }
        try (SecretMemory.Region region = memory.allocate(BYTES)) {
            ByteBuffer bytes = region.bytes();
            if (!SecretBase64.decode(text, PREFIX.length(), bytes, 0, BYTES)) {
                throw invalid(name, "is not base64url after " + PREFIX);
            }
            if (crc(bytes) != bytes.getInt(CHECKED)) {
                throw invalid(name, "has a wrong checksum");
            }
            SecretMemory.Region key = memory.allocate(AesGcm.KEY);
            new PlainBytes(bytes, Wrap.LOCAL_ID, AesGcm.KEY).read(0, AesGcm.KEY, key.bytes(), 0);
            return new LocalKey(name, id(bytes), key, memory, modeChecked);
        }
    }

    private static byte[] id(ByteBuffer bytes) {
        byte[] id = new byte[Wrap.LOCAL_ID];
        for (int i = 0; i < id.length; i++) {
            id[i] = bytes.get(i);
        }
        return id;
    }

    /** CRC-32 (the one of zip) of id and key, bit by bit: the usual table would be read at places that tell the key. */
    private static int crc(ByteBuffer bytes) {
        int crc = -1;
        for (int i = 0; i < CHECKED; i++) {
            crc ^= bytes.get(i) & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0xEDB88320 & -(crc & 1));
            }
        }
        return ~crc;
    }

    /** Only newer JDKs call such a path missing by themselves. */
    private static boolean belowAFile(Path file) {
        for (Path above = file.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    private static Failure missing(String name) {
        return new Failure(
                Code.KEY_FILE_MISSING,
                name + ": there is no such key file",
                "correct the path, or make a key: java -jar ske-agent.jar keygen " + name);
    }

    private static Failure invalid(String name, String why) {
        return new Failure(
                Code.KEY_FILE_INVALID,
                name + ": the key file " + why,
                "restore it from where it was made; a new one cannot open what was encrypted for it");
    }

    private LocalKeyFile() {}
}

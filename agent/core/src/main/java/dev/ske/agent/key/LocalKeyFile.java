package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;

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
            boolean modeChecked = GuardedFile.read(file, shownName, relaxed, proc, text);
            return parse(text, shownName, modeChecked, memory);
        } catch (NoSuchFileException e) {
            throw missing(shownName);
        } catch (AccessDeniedException e) {
            throw new Failure(
                    Code.KEY_FILE_PERMISSIONS,
                    shownName + ": this process may not read it",
                    "the key file must be readable for the user of this process, and its folders searchable");
        } catch (IOException e) {
            throw belowAFile(file) ? missing(shownName) : GuardedFile.invalid(shownName, "cannot be read");
        }
    }

    private static LocalKey parse(ByteBuffer text, String name, boolean modeChecked, SecretMemory memory) {
        int length = text.limit();
        if (length > 0 && text.get(length - 1) == '\n') {
            length--;
        }
        if (length == 0) {
            throw GuardedFile.invalid(name, "is empty");
        }
        for (int i = 0; i < PREFIX.length() && i < length; i++) {
            if (text.get(i) != PREFIX.charAt(i)) {
                throw GuardedFile.invalid(name, "does not begin with " + PREFIX);
            }
        }
        if (length < TEXT) {
            throw GuardedFile.invalid(name, "is too short");
        }
        if (length > TEXT) {
            throw GuardedFile.invalid(name, "is too long");
        }
        try (SecretMemory.Region region = memory.allocate(BYTES)) {
            ByteBuffer bytes = region.bytes();
            if (!SecretBase64.decode(text, PREFIX.length(), bytes, 0, BYTES)) {
                throw GuardedFile.invalid(name, "is not base64url after " + PREFIX);
            }
            if (crc(bytes) != bytes.getInt(CHECKED)) {
                throw GuardedFile.invalid(name, "has a wrong checksum");
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

    private LocalKeyFile() {}
}

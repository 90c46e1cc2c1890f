package dev.ske.agent.store;

import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.helper.CacheFolder;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A file that only this user can reach, in a folder of its own with a name that nobody can guess; both are gone when it is
 * closed. By {@code java.io}, and without the JDK's own temporary files: those start its security providers.
 */
final class PrivateCopy implements AutoCloseable {
    private static final int NAME_BYTES = 16;

    private final Path folder;
    private final File file;

    /** Folders to try: the configured one, then what other systems than ours have. */
    static List<String> folders() {
        List<String> folders = new ArrayList<>(4);
        String configured = System.getProperty("java.io.tmpdir", "");
        if (!configured.isEmpty()) {
            folders.add(configured);
        }
        for (String usual : new String[] {"/tmp", "/var/tmp", "/dev/shm"}) {
            if (!usual.equals(configured)) {
                folders.add(usual);
            }
        }
        return folders;
    }

    /** @throws IOException if it cannot be written, or others than root and we could exchange it */
    PrivateCopy(String parent, byte[] content) throws IOException {
        folder = Files.createDirectory(
                Paths.get(parent).toRealPath().resolve(name()),
                PosixFilePermissions.asFileAttribute(EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE)));
        file = folder.resolve("libske.so").toFile();
        boolean good = false;
        try {
            try (FileOutputStream out = new FileOutputStream(file)) {
                out.write(content);
            }
            String objection = CacheFolder.objection(file.toPath());
            if (objection != null) {
                throw new IOException(objection);
            }
            good = true;
        } finally {
            if (!good) {
                close();
            }
        }
    }

    String file() {
        return file.getPath();
    }

    @Override
    public void close() {
        file.delete();
        folder.toFile().delete();
    }

    private static String name() {
        ByteBuffer random = ByteBuffer.allocate(NAME_BYTES);
        try (StrongRandom source = new StrongRandom()) {
            source.fill(random, 0, NAME_BYTES);
        }
        StringBuilder name = new StringBuilder("ske-");
        for (int at = 0; at < NAME_BYTES; at++) {
            name.append(Character.forDigit(random.get(at) >> 4 & 0xf, 16))
                    .append(Character.forDigit(random.get(at) & 0xf, 16));
        }
        return name.toString();
    }
}

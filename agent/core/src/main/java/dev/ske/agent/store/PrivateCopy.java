package dev.ske.agent.store;

import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.helper.CacheFolder;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that only this user can reach, in a folder of its own with a name that nobody can guess; both are gone when it is
 * closed. By {@code java.io}, and without the JDK's own temporary files: those start its security providers. Nor with
 * its sets of permissions, seven classes that no archive of the JDK holds.
 */
final class PrivateCopy implements AutoCloseable {
    private static final int NAME_BYTES = 16;
    private static final String MODE = "unix:mode";

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
        folder = Files.createDirectory(Paths.get(parent).toRealPath().resolve(name()));
        file = folder.resolve("libske.so").toFile();
        boolean good = false;
        try {
            // Where the umask lets others write, they could until now: what they put there is no new file.
            Files.setAttribute(folder, MODE, 0700, LinkOption.NOFOLLOW_LINKS);
            if (!file.createNewFile()) {
                throw new IOException("somebody wrote to " + folder);
            }
            Files.setAttribute(file.toPath(), MODE, 0600, LinkOption.NOFOLLOW_LINKS);
            try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
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

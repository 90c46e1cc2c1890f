package dev.ske.agent.helper;

import dev.ske.agent.Log;
import dev.ske.agent.Version;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder that {@code ske prepare} writes so that a helper starts faster: one jar of plain classes, because class-data
 * sharing serves no others, and a shared archive for each build of a JVM. Whoever can write there runs code with the
 * secrets in hand, so it is used only as {@link CacheRules} says; without it a helper starts from the agent's jar.
 */
public final class HelperCache {
    /** The classes; its zip comment is {@link #comment}. */
    public static final String JAR = "ske-helper.jar";

    /** The main class of {@link #JAR}. */
    public static final String MAIN = "dev.ske.kms.Helper";

    private final Path jar;
    private final Path archive;

    /** The name of the archive that this JVM uses, {@code ske-helper-VERSION-BUILD.jsa}; on 8 none is used. */
    public static String archiveName() {
        return "ske-helper-" + safe(Version.current()) + "-" + build() + ".jsa";
    }

    /** What tells builds of JVMs apart, as part of a file's name. */
    public static String build() {
        return build(
                System.getProperty("java.vm.version", ""),
                System.getProperty("java.vm.vendor", ""),
                System.getProperty("os.arch", ""));
    }

    static String build(String vm, String vendor, String arch) {
        return safe(vm) + "-" + safe(vendor) + "-" + safe(arch);
    }

    /** The zip comment of the jar, at its very end: a jar that another version wrote, or that was cut, has another one. */
    public static String comment() {
        return "ske-helper " + Version.current();
    }

    /**
     * Looks for a folder that may be used and says at {@code log=info} why one is not.
     *
     * @param configured the setting; null: not set
     * @param environment asked for {@link CacheFolder#VARIABLE}
     */
    static @Nullable HelperCache find(@Nullable Path configured, Map<String, String> environment, Path agentJar) {
        Path folder;
        try {
            folder = CacheFolder.find(configured, environment, agentJar);
        } catch (InvalidPathException malformed) {
            notUsed(CacheFolder.VARIABLE, "it is no path");
            return null;
        }
        if (folder == null) {
            return null;
        }
        try {
            return of(folder, archiveName());
        } catch (IOException | RuntimeException unreadable) {
            return refused(folder, "it cannot be read");
        }
    }

    private static @Nullable HelperCache of(Path folder, String archiveName) throws IOException {
        String unfit = unfit(folder, archiveName);
        if (unfit != null) {
            return refused(folder, unfit);
        }
        Path real = folder.toRealPath();
        Path archive = real.resolve(archiveName);
        Log.debug("the helper starts from " + archive);
        return new HelperCache(real.resolve(JAR), archive);
    }

    /**
     * Why a helper of this JVM would not start from a folder; null: it would.
     *
     * @throws IOException if it cannot be read
     */
    public static @Nullable String unfit(Path folder) throws IOException {
        return unfit(folder, archiveName());
    }

    private static @Nullable String unfit(Path folder, String archiveName) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "there is no such folder";
        }
        Path real = folder.toRealPath();
        Path jar = real.resolve(JAR);
        Path archive = real.resolve(archiveName);
        if (!Files.exists(jar)) {
            return "it has no " + JAR;
        }
        if (!Files.exists(archive)) {
            return "it has no archive for this JVM, " + archiveName
                    + " (from 11 on ske prepare, run with it, writes one)";
        }
        CacheRules rules = new CacheRules(Paths.get("/proc/self"));
        String objection = rules.toFolder(real);
        objection = objection == null ? rules.toFile(jar) : objection;
        objection = objection == null ? rules.toFile(archive) : objection;
        if (objection != null) {
            return objection;
        }
        return endsWith(jar, comment())
                ? null
                : JAR + " is not of version " + Version.current() + "; ske prepare writes it anew";
    }

    private static boolean endsWith(Path file, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        byte[] end = new byte[wanted.length];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < end.length) {
                return false;
            }
            in.seek(in.length() - end.length);
            in.readFully(end);
        }
        return new String(end, StandardCharsets.US_ASCII).equals(text);
    }

    private static @Nullable HelperCache refused(Path folder, String why) {
        notUsed(folder.toString(), why);
        return null;
    }

    private static void notUsed(String folder, String why) {
        Log.info(folder + " is not used: " + why + "; the helper starts from the agent's jar");
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
            safe.append(kept ? c : '_');
        }
        return safe.toString();
    }

    Path jar() {
        return jar;
    }

    Path archive() {
        return archive;
    }

    private HelperCache(Path jar, Path archive) {
        this.jar = jar;
        this.archive = archive;
    }
}

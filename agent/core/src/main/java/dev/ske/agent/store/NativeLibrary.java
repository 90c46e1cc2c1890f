package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Version;
import dev.ske.agent.helper.CacheFolder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.instrument.Instrumentation;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native library of this machine: carried in the jar, loaded once from a file, which is the one of a prepared folder or
 * a copy that is gone at once.
 */
public final class NativeLibrary {
    /** The first JDK that warns of {@code System.load}. */
    private static final int RESTRICTED = 24;

    /** What glibc says of a folder from which nothing may be run. */
    private static final String NOEXEC = "failed to map segment from shared object";

    private static boolean loaded;

    /**
     * Binds {@link NativeMemory}.
     *
     * @param instrumentation for JDKs that would warn of it; null outside of an agent, where they do
     * @param cache the configured prepared folder; null: not configured
     * @param environment asked for the prepared folder that it may name
     * @throws Failure MEMORY_UNAVAILABLE if that is not to be had, and why
     */
    static synchronized void load(
            @Nullable Instrumentation instrumentation, @Nullable Path cache, Map<String, String> environment) {
        if (loaded) {
            return;
        }
        String platform = platform();
        if (platform == null) {
            throw new Failure(
                    Code.MEMORY_UNAVAILABLE,
                    "the agent can protect memory on Linux for x86_64 and aarch64, not on "
                            + System.getProperty("os.name") + " for " + System.getProperty("os.arch"),
                    "run it there");
        }
        byte[] library = of(platform);
        if (library == null) {
            throw new Failure(
                    Code.MEMORY_UNAVAILABLE,
                    "this ske-agent.jar has no native library for " + platform,
                    "build it where there is a C compiler for that machine");
        }
        StringBuilder refused = new StringBuilder();
        if (!prepared(library, cache, environment, instrumentation, refused)
                && !extracted(library, instrumentation, refused)) {
            throw new Failure(
                    Code.MEMORY_UNAVAILABLE,
                    "the native library cannot be loaded (" + refused + ")",
                    "give the program a temporary folder that it can write to and that is not mounted noexec"
                            + " (-Djava.io.tmpdir=FOLDER), or have java -jar ske-agent.jar prepare --dir FOLDER write one for it"
                            + " beforehand, and set " + CacheFolder.VARIABLE + "=FOLDER");
        }
        loaded = true;
    }

    /** The content of the library for {@link #platform()}; null: this jar has none, or there cannot be one. */
    public static byte @Nullable [] ofThisMachine() {
        String platform = platform();
        return platform == null ? null : of(platform);
    }

    /** What the library is called in a prepared folder: of a version and a machine. */
    public static String fileName() {
        return "libske-" + Version.current() + "-" + platform() + ".so";
    }

    private static @Nullable String platform() {
        String arch = System.getProperty("os.arch", "");
        String known = arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch.equals("aarch64") ? arch : null;
        return known == null || !System.getProperty("os.name", "").equals("Linux") ? null : "linux-" + known;
    }

    private static byte @Nullable [] of(String platform) {
        ClassLoader loader = NativeLibrary.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream("native/" + platform + "/libske.so")) {
            if (in == null) {
                return null;
            }
            byte[] content = new byte[in.available()];
            new DataInputStream(in).readFully(content);
            return content;
        } catch (IOException damaged) {
            return null;
        }
    }

    /** Loads the file of a prepared folder, where there is one that is just what this jar holds. */
    private static boolean prepared(
            byte[] library,
            @Nullable Path cache,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            StringBuilder refused) {
        Path file = null;
        try {
            Path folder = CacheFolder.find(cache, environment, jar());
            if (folder == null) {
                return false;
            }
            file = folder.resolve(fileName()); // what is named if the folder is not there
            file = folder.toRealPath().resolve(fileName());
            String objection = CacheFolder.objection(file);
            if (objection != null) {
                note(refused, objection);
                return false;
            }
            if (!holds(file, library)) {
                note(refused, file + " is not the library of this jar");
                return false;
            }
            link(file.toString(), instrumentation);
            return true;
        } catch (Exception | Error unusable) {
            if (file != null) {
                note(refused, file + ": " + reason(unusable));
            }
            return false;
        }
    }

    private static @Nullable Path jar() {
        try {
            return CacheFolder.agentJar();
        } catch (IOException unknown) {
            return null; // then there is nothing beside it either
        }
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() != content.length) {
                return false;
            }
            byte[] found = new byte[content.length];
            in.readFully(found);
            return Arrays.equals(found, content);
        }
    }

    private static boolean extracted(byte[] library, @Nullable Instrumentation instrumentation, StringBuilder refused) {
        for (String folder : PrivateCopy.folders()) {
            try (PrivateCopy copy = new PrivateCopy(folder, library)) {
                link(copy.file(), instrumentation);
                return true;
            } catch (Exception | Error unusable) { // whatever a JVM throws that is not as others are
                note(refused, folder + ": " + reason(unusable));
            }
        }
        return false;
    }

    private static void link(String file, @Nullable Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        if (instrumentation == null || feature() < RESTRICTED) {
            System.load(file);
        } else {
            Class.forName("dev.ske.agent.store.Java24Link")
                    .asSubclass(NativeLink.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .load(file, instrumentation);
        }
        NativeMemory.pageSize(); // throws where that file does not bind it
    }

    private static int feature() {
        String version = System.getProperty("java.specification.version", "");
        return version.startsWith("1.") ? 8 : Integer.parseInt(version);
    }

    private static void note(StringBuilder refused, String why) {
        refused.append(refused.length() == 0 ? "" : ", ").append(why);
    }

    /** The system's own words, which the JDK puts after paths: of a file that holds no secret. */
    private static String reason(Throwable unusable) {
        String text = unusable.getMessage();
        if (text == null || !(unusable instanceof IOException || unusable instanceof UnsatisfiedLinkError)) {
            return unusable.getClass().getSimpleName();
        }
        if (unusable instanceof NoSuchFileException) {
            return "not there";
        }
        if (unusable instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (text.contains(NOEXEC)) {
            return "mounted noexec";
        }
        String last = text.substring(text.lastIndexOf(": ") + 1).trim();
        boolean open = last.endsWith(")") && last.indexOf('(') < 0; // of a parenthesis that began before
        return open ? last.substring(0, last.length() - 1) : last;
    }

    private NativeLibrary() {}
}

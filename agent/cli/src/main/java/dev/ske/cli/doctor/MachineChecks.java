package dev.ske.cli.doctor;

import dev.ske.agent.Failure;
import dev.ske.agent.Version;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.helper.CacheFolder;
import dev.ske.agent.store.NativeLibrary;
import dev.ske.agent.store.ProtectedMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What this machine and this JVM are, and what memory they give. */
final class MachineChecks {
    /** At the root of the agent's jar, and of no other. */
    private static final String AGENT = "dev/ske/agent/Agent.class";

    private static final String HELPER = "inst/ske-helper.jar";

    private static final String LIMIT = "Max locked memory";

    /** The JVM that this runs in; programs may have another. */
    static Check java() {
        String vm = System.getProperty("java.vm.name", "");
        String is = System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", " + vm;
        if (vm.contains("HotSpot") || vm.contains("OpenJDK")) {
            return Check.ok("java", is);
        }
        return Check.warning(
                "java", is, "SKE is tested on HotSpot; on other JVMs it works, or its self-test stops the start");
    }

    static Check system() {
        String arch = System.getProperty("os.arch", "");
        String is = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + arch;
        boolean known = arch.equals("amd64") || arch.equals("x86_64") || arch.equals("aarch64");
        if (known && System.getProperty("os.name", "").equals("Linux")) {
            return Check.ok("system", is);
        }
        return Check.warning("system", is, "memory is protected on Linux for x86_64 and aarch64 only");
    }

    /** The jar that this command is of: whole, with all that it should carry. */
    static Check jar(@Nullable Path jar) {
        String version = "version " + Version.current();
        if (jar == null) {
            return Check.warning(
                    "agent", version + ", not run from a jar", "run it as 'java -jar ske-agent.jar doctor'");
        }
        String is = jar + ", " + version;
        String damaged = damaged(jar);
        if (damaged != null) {
            return Check.error("agent", is + ": " + damaged, "copy the jar again, and compare its checksum");
        }
        // in the jar itself: commands may run from a prepared folder, which has those classes in a jar of their own
        if (!has(jar, HELPER)) {
            return Check.error(
                    "agent", is + ": the classes for AWS KMS are not in it", "take the jar as it was released");
        }
        if (NativeLibrary.ofThisMachine() == null) {
            return Check.warning(
                    "agent",
                    is + ": no native library for this machine",
                    "memory is not protected here; a jar that was built with a C compiler for this machine has one");
        }
        return Check.ok("agent", is + ", with the native library for this machine");
    }

    /** Null: it can be read to the last byte. */
    private static @Nullable String damaged(Path jar) {
        byte[] part = new byte[1 << 16];
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                CRC32 sum = new CRC32();
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int some = in.read(part); some >= 0; some = in.read(part)) {
                        sum.update(part, 0, some);
                    }
                }
                if (!entry.isDirectory() && sum.getValue() != entry.getCrc()) {
                    return "it is damaged: " + entry.getName();
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return "it is damaged, or cannot be read";
        }
    }

    /**
     * What memory an agent would get for keys and plaintexts.
     *
     * @param cache the configured prepared folder, which may hold the native library
     */
    static Check memory(MemorySpec spec, @Nullable Path cache, Map<String, String> environment) {
        ProtectedMemory memory;
        try {
            memory = ProtectedMemory.open(spec, null, cache, environment);
        } catch (Failure none) {
            return Check.error("memory", none);
        }
        String limit = memlock();
        String is = memory.kind() + (memory.note() == null ? "" : " (" + memory.note() + ")") + limit;
        boolean locked = memory.kind().equals("memfd_secret") || memory.kind().equals("locked");
        if (locked || spec.protection() == MemorySpec.Protection.OFF) {
            return Check.ok("memory", is);
        }
        return Check.warning(
                "memory",
                is,
                "swap and whoever may read this process's memory can hold secrets: raise the limit with ulimit -l 64,"
                        + " LimitMEMLOCK=64K or docker run --ulimit memlock=65536; docs/memory.md has the kinds");
    }

    /** RLIMIT_MEMLOCK as the kernel tells it; nothing where it does not. */
    private static String memlock() {
        try {
            String limits = new String(Files.readAllBytes(Paths.get("/proc/self/limits")), StandardCharsets.US_ASCII);
            int at = limits.indexOf(LIMIT);
            if (at < 0) {
                return "";
            }
            String rest = limits.substring(at + LIMIT.length()).trim();
            int end = rest.indexOf(' ');
            String soft = rest.substring(0, Math.max(end, 0));
            return ", RLIMIT_MEMLOCK " + soft + (soft.equals("unlimited") ? "" : " bytes");
        } catch (IOException noProc) {
            return "";
        }
    }

    /** Null: this does not run from the agent's jar, but from classes as a build has them. */
    static @Nullable Path agentJar() {
        Path jar;
        try {
            jar = CacheFolder.agentJar();
        } catch (IOException classes) {
            return null;
        }
        return has(jar, AGENT) ? jar : null;
    }

    /** Also where that cannot be read, which another check tells. */
    private static boolean has(Path jar, String entry) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(entry) != null;
        } catch (IOException damaged) {
            return true;
        }
    }

    private MachineChecks() {}
}

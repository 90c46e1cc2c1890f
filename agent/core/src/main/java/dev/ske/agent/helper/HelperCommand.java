package dev.ske.agent.helper;

import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The helper's command line and what is taken out of its environment (docs/helper.md says why each option is there). */
final class HelperCommand {
    /** Calls under way at once for each key, and connections kept open. */
    static final int PARALLEL = 8;

    /** The exit status of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    private static final String[] CLEARED = {
        "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "IBM_JAVA_OPTIONS", "CLASSPATH"
    };

    /** The fastest start, but for RSA with a key of our own: only the other compiler has multiplication of large numbers built in. */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** What the other compiler takes, young objects do not. */
    private static final String LITTLE_YOUNG = "-Xmn8m";

    private static final String[] OPTIONS = {
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:+SuppressFatalErrorMessage",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisplayVMOutputToStderr",
        "-Dske.helper=1",
        "-Dhttp.maxConnections=" + PARALLEL
    };

    /**
     * The whole of it.
     *
     * @param keys of which one may be attested: that takes RSA, and maybe calls of the C library
     * @param program the program's system properties, which also say which JVM this is
     */
    static List<String> of(
            HelperSpec spec, Path agentJar, @Nullable HelperCache cache, List<KmsKey> keys, Properties program) {
        List<String> command = new ArrayList<>();
        command.add(java(program));
        for (String option : OPTIONS) {
            command.add(option);
        }
        boolean attested = KmsKey.anyAttested(keys);
        command.add(attested ? LITTLE_YOUNG : ONE_COMPILER);
        command.add("-Xmx" + spec.memoryMegabytes() + "m");
        if (program.getProperty("java.vm.name", "").contains("OpenJ9")) {
            command.add("-Xdump:none");
        } else if (!java8(program)) {
            command.add("-Xlog:disable");
            command.add("-Xlog:all=warning:stderr");
        }
        command.addAll(HandedOn.onCommandLine(program));
        if (cache != null) {
            command.add("-Xshare:auto");
            command.add("-XX:SharedArchiveFile=" + cache.archive());
        }
        command.addAll(spec.jvmOptions());
        String jar = cache == null ? agentJar.toString() : cache.jar().toString();
        if (attested && NativeAccess.needed(keys)) {
            // Both jars' manifests enable it, which an option would, too, at the price of half the archive.
            command.add("-jar");
            command.add(jar);
        } else {
            command.add("-cp");
            command.add(jar);
            command.add(cache == null ? "dev.ske.agent.Agent" : HelperCache.MAIN);
        }
        return command;
    }

    private static String java(Properties program) {
        String name = program.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
        return program.getProperty("java.home") + File.separator + "bin" + File.separator + name;
    }

    /** Whether the properties are those of a JVM of Java 8, which has no modules and no {@code -Xlog}. */
    static boolean java8(Properties program) {
        return program.getProperty("java.specification.version", "").startsWith("1.");
    }

    /** Takes out what gives options or classes to a JVM: they are meant for the program's. */
    static void clear(Map<String, String> environment) {
        for (String name : CLEARED) {
            environment.remove(name);
        }
    }

    private HelperCommand() {}
}

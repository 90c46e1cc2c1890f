package dev.ske.cli.prepare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Has this JDK write an archive of the classes that commands load, by having the command line practise some of them. */
final class CliArchive {
    private static final String MAIN = "dev.ske.cli.Practice";

    /** Those of {@code bin/ske}: an archive may hold for one kind of garbage collector and compiler. */
    private static final List<String> OPTIONS =
            Collections.unmodifiableList(Arrays.asList("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms8m"));

    private final String classPath;
    private final Path scratch;
    private final Child child;

    /**
     * @param jars the class path of {@code bin/ske}, at their final places
     * @param scratch a folder for temporary files
     */
    CliArchive(List<Path> jars, Path scratch) {
        StringBuilder path = new StringBuilder();
        for (Path jar : jars) {
            path.append(path.length() == 0 ? "" : File.pathSeparator).append(jar);
        }
        classPath = path.toString();
        this.scratch = scratch;
        child = new Child(scratch);
    }

    /** The command that starts a JVM of this JDK. */
    static Path java() {
        return Paths.get(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * Makes it in the scratch folder.
     *
     * @param kind not NONE
     * @throws IOException if a JVM fails, or writes none; its text says why
     */
    Path make(ArchiveKind kind) throws IOException {
        Path archive = scratch.resolve("cli-archive");
        kind.write(archive, this::run, this::run);
        return archive;
    }

    private void run(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(OPTIONS);
        if (warnsOfNativeLibraries()) {
            command.add("--enable-native-access=ALL-UNNAMED"); // an archive is for JVMs with the same of it
        }
        command.addAll(Arrays.asList(options));
        Collections.addAll(
                command, "-cp", classPath, MAIN, scratch.resolve("practice").toString());
        child.run(command, null);
    }

    /** JDK 24 and newer, to which {@code bin/ske} gives this option. */
    private static boolean warnsOfNativeLibraries() {
        String version = System.getProperty("java.specification.version", "");
        return !version.startsWith("1.") && Integer.parseInt(version) >= 24;
    }
}

package dev.ske.bench.start;

import dev.ske.bench.report.Omission;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Archives of classes for one JDK and {@code Hello}, made as docs/archives.md says: with the module that agents bring, or
 * with the agent itself. The options returned end the JVM if it cannot use the archive, so that none is measured that is
 * not used.
 */
final class Archives {
    private static final int SECONDS = 120;

    private final Java java;
    private final String setting;
    private final Path folder;
    private final List<Omission> omissions = new ArrayList<>();

    Archives(Java java, int feature) throws IOException {
        this.java = java;
        this.setting = "JDK " + feature;
        this.folder = Files.createDirectory(java.folder().resolve("archives-" + feature));
    }

    /** Options that use an AppCDS archive. */
    Optional<List<String>> appCds() throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        Path archive = folder.resolve("app.jsa");
        int listed = run("-XX:DumpLoadedClassList=" + classes);
        int dumped = run(
                "-Xshare:dump",
                "--add-modules",
                "java.instrument",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + archive);
        if (Files.exists(archive)) {
            return Optional.of(List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive));
        }
        omissions.add(Omission.failed(
                setting + ", AppCDS", "no archive was made: the JVMs ended with " + listed + " and " + dumped));
        return Optional.empty();
    }

    /** Options that use an AOT cache. */
    Optional<List<String>> aot() throws IOException, InterruptedException {
        return aot("AOT cache", "--add-modules", "java.instrument");
    }

    /** Options that use an AOT cache that is trained with this agent at work. */
    Optional<List<String>> aotTrainedUnder(String agent) throws IOException, InterruptedException {
        return aot("AOT cache trained with the agent", agent);
    }

    private Optional<List<String>> aot(String name, String... training) throws IOException, InterruptedException {
        Path cache = folder.resolve(name.replace(' ', '-'));
        List<String> options = new ArrayList<>(List.of(training));
        options.add("-XX:AOTCacheOutput=" + cache);
        int exit = run(options.toArray(String[]::new));
        if (Files.exists(cache)) {
            return Optional.of(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
        }
        omissions.add(Omission.failed(setting + ", " + name, "no cache was made: the JVM ended with " + exit));
        return Optional.empty();
    }

    List<Omission> omissions() {
        return omissions;
    }

    private int run(String... options) throws IOException, InterruptedException {
        Process process = java.hello("archive", options)
                .process(List.of())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}

package dev.ske.bench;

import dev.ske.bench.report.Omission;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other tools, where {@code bench/run} installed them. */
final class Peers {
    /** For people, of what the script calls so. */
    private static final Map<String, String> NAMES = Map.of(
            "node_modules", "the npm original and dotenvx",
            "opentelemetry", "OpenTelemetry's agent",
            "jasypt", "Jasypt");

    private final Map<String, Path> found = new LinkedHashMap<>();
    private final List<Omission> omissions = new ArrayList<>();

    /** Looks in the folder; a file {@code missing} in it has lines of {@code NAME: WHY}. */
    static Peers in(Path folder) throws IOException {
        Peers peers = new Peers();
        peers.find("node_modules", folder, "node_modules");
        peers.find("opentelemetry", folder, "opentelemetry-javaagent-*.jar");
        peers.find("jasypt", folder, "jasypt-*.jar");
        Path missing = folder.resolve("missing");
        if (Files.exists(missing)) {
            for (String line : Files.readAllLines(missing)) {
                String name = line.substring(0, line.indexOf(": "));
                peers.found.remove(name);
                String what = NAMES.getOrDefault(name, name);
                peers.omissions.add(Omission.absent(what, line.substring(name.length() + 2)));
            }
        }
        return peers;
    }

    Map<String, Path> found() {
        return found;
    }

    List<Omission> omissions() {
        return omissions;
    }

    private void find(String name, Path folder, String glob) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(file -> found.put(name, file.toAbsolutePath().normalize()));
            }
        }
    }

    private Peers() {}
}

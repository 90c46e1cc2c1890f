package dev.ske.it.adoption;

import dev.ske.it.leak.Needle;
import dev.ske.it.leak.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a text stands, in any of the forms of {@link Needle#text}: in files, environments and command lines. */
final class Places {
    private final Needle needle;
    private final Search search;

    Places(String text) {
        this.needle = Needle.text("secret", text);
        this.search = Search.of(needle);
    }

    /** The files below a folder, its own included; links are not followed. */
    List<String> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return found(all.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /proc/PID/environ} and {@code /proc/PID/cmdline} of all processes that this one may read. */
    List<String> processes() {
        List<Path> files = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            files.add(Path.of("/proc/" + process.pid() + "/environ"));
            files.add(Path.of("/proc/" + process.pid() + "/cmdline"));
        });
        return found(files);
    }

    boolean in(String text) {
        return search.text(text).of(needle).count() > 0;
    }

    private List<String> found(List<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            try {
                if (search.bytes(Files.readAllBytes(file)).of(needle).count() > 0) {
                    found.add(file.toString());
                }
            } catch (IOException e) {
                // it has ended, is somebody else's, or was a temporary file
            }
        }
        return found;
    }
}

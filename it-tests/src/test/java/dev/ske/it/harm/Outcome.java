package dev.ske.it.harm;

import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is seen of a program from outside.
 *
 * @param stdout each byte a character, as {@code stderr}
 * @param files that it left in its working folder
 */
record Outcome(int exit, String stdout, String stderr, List<String> files) {
    static Outcome of(Run run, Path workingFolder) {
        try (Stream<Path> left = Files.walk(workingFolder)) {
            List<String> files = left.filter(file -> !file.equals(workingFolder))
                    .map(file -> workingFolder.relativize(file).toString())
                    .sorted()
                    .toList();
            return new Outcome(run.exit(), run.stdout(), run.stderr(), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "exit " + exit + "\nstdout:\n" + stdout + "\nstderr:\n" + stderr + "\nfiles left: " + files;
    }
}

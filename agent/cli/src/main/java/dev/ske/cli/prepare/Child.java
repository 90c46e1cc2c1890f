package dev.ske.cli.prepare;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the same JDK that does one thing and ends. Its streams are files, so that nobody has to keep up with it. */
final class Child {
    private static final int SECONDS = 120;
    private static final int LONGEST_WORDS = 300;

    private final Path folder;

    /** {@code folder}: where its files are made. */
    Child(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs to the end.
     *
     * @param input what it reads; null: nothing
     * @return what it wrote to its standard output
     * @throws IOException if it cannot be started, does not end, or ends with another exit code than 0
     */
    byte[] run(List<String> command, byte @Nullable [] input) throws IOException {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Files.write(in, input == null ? new byte[0] : input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        clear(builder.environment().keySet().iterator());
        Process process = builder.start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(name(command) + " did not end within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(name(command) + " ended with exit code " + process.exitValue() + lastWords(err, out));
        }
        return Files.readAllBytes(out);
    }

    /** What it said, for messages: of the JDK and of ours only, since no secret is near. */
    private static String lastWords(Path err, Path out) throws IOException {
        for (Path said : new Path[] {err, out}) {
            String words = new String(Files.readAllBytes(said), Charset.defaultCharset())
                    .trim()
                    .replaceAll("\\s+", " ");
            if (!words.isEmpty()) {
                return ": " + words.substring(0, Math.min(LONGEST_WORDS, words.length()));
            }
        }
        return "";
    }

    private static String name(List<String> command) {
        return command.get(0);
    }

    /** No options that are meant for programs, no proxy between us and ourselves, nobody's AWS settings. */
    static void clear(Iterator<String> names) {
        while (names.hasNext()) {
            String name = names.next().toUpperCase(Locale.ROOT);
            if (name.endsWith("JAVA_OPTIONS")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS")
                    || name.equals("CLASSPATH")
                    || name.endsWith("_PROXY")
                    || name.startsWith("AWS_")) {
                names.remove();
            }
        }
    }
}

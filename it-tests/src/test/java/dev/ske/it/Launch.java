package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A command about to run, in an environment that holds only a PATH, a HOME, a locale and what a test puts in: nothing
 * of the caller's JAVA_TOOL_OPTIONS or SKE_*.
 */
public final class Launch {
    private static final int SECONDS = 180;

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path folder = Path.of("").toAbsolutePath();
    private String input = "";
    private Charset output = StandardCharsets.UTF_8;

    public static Launch of(String executable) {
        return new Launch().with(executable);
    }

    public Launch with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /** Has the command run by another, which gets it as its last arguments. */
    public Launch under(String... wrapper) {
        command.addAll(0, List.of(wrapper));
        return this;
    }

    /** Limits what the command may use, as {@code -l 0}: what {@code ulimit} of the shell says. */
    public Launch limited(String ulimit) {
        return under("sh", "-c", "ulimit " + ulimit + " && exec \"$@\"", "sh");
    }

    public Launch env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Launch env(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public Launch in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    /** What the command reads on its standard input, which ends there. */
    public Launch input(String text) {
        input = text;
        return this;
    }

    /** Takes what the command prints byte by byte, also what is no text: as Latin-1. */
    public Launch bytes() {
        output = StandardCharsets.ISO_8859_1;
        return this;
    }

    /** Runs the command to its end; a command that needs more than three minutes is killed and fails the test. */
    public Run run() {
        return run(SECONDS * 1000L, true);
    }

    /** Runs the command and kills it (SIGKILL) if it has not ended by then. */
    public Run killAfter(long milliseconds) {
        return run(milliseconds, false);
    }

    private Run run(long milliseconds, boolean mustEnd) {
        try {
            Path in = Files.writeString(Files.createTempFile("ske-it", ".in"), input);
            Path out = Files.createTempFile("ske-it", ".out");
            Path err = Files.createTempFile("ske-it", ".err");
            try {
                Process process = builder()
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                Run run = new Run(process.pid(), process.exitValue(), read(out, output), read(err, output));
                if (!ended && mustEnd) {
                    throw new AssertionError("killed after " + milliseconds + " ms: " + command + "\n" + run);
                }
                return run;
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts {@code probe.Probe stdin}, to be asked line by line. */
    public Live start() {
        return start(SECONDS);
    }

    /** The same, killed after so many seconds. */
    public Live start(int seconds) {
        try {
            Path err = Files.createTempFile("ske-it", ".err");
            return new Live(builder().redirectError(err.toFile()).start(), err, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the command; all that it prints goes to a file. */
    public Process startWith(Path log) throws IOException {
        return builder().redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    public static String read(Path file) throws IOException {
        return read(file, StandardCharsets.UTF_8);
    }

    private static String read(Path file, Charset charset) throws IOException {
        return new String(Files.readAllBytes(file), charset);
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> clean = builder.environment();
        String path = clean.get("PATH");
        String home = clean.get("HOME");
        clean.clear();
        clean.put("PATH", path == null ? "/usr/bin:/bin" : path);
        clean.put("HOME", home == null ? "/" : home);
        clean.put("LANG", "C.UTF-8");
        clean.putAll(environment);
        return builder;
    }

    private Launch() {}
}

package dev.ske.bench.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands and says what they cost. A small C program measures, as close to the command as can be; without a C
 * compiler it is the shell's {@code time}, which sees milliseconds, and nothing of processes that outlive the command.
 */
public final class Meter {
    private static final int SECONDS = 120;
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final String SHELL =
            "exec 4>&2; file=$1; shift; TIMEFORMAT='%3R %3U %3S'; " + "{ time \"$@\" 2>&4; } 2>\"$file\"";

    private final Path folder;
    private final List<String> words;
    private final boolean compiled;

    /** Files of it lie in this folder. */
    public static Meter in(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("meter.c");
        try (InputStream text = Objects.requireNonNull(Meter.class.getResourceAsStream("meter.c"))) {
            Files.copy(text, source);
        }
        Path program = folder.resolve("meter");
        for (String compiler : COMPILERS) {
            if (compiles(compiler, source, program)) {
                return new Meter(folder, List.of(program.toString()), true);
            }
        }
        return new Meter(folder, List.of("bash", "-c", SHELL, "time"), false);
    }

    /** Whether the C program measures. */
    boolean isCompiled() {
        return compiled;
    }

    /** How the commands are measured, for people. */
    public String description() {
        return compiled
                ? "wait4 and getrusage, in microseconds"
                : "the shell's time, in milliseconds, since there is no C compiler";
    }

    /** Runs a command once. */
    Cost run(Command command) throws IOException, InterruptedException, Broken {
        Path times = folder.resolve("times");
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> before = new ArrayList<>(words);
        before.add(times.toString());
        Process process = command.process(before)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new Broken("did not end within " + SECONDS + " s");
        }
        check(command, process.exitValue(), output, errors);
        return cost(Files.readString(times).trim().replace(',', '.').split(" "));
    }

    /** Whether the command did what it was to do. */
    static void check(Command command, int exit, Path output, Path errors) throws IOException, Broken {
        String last = lastLine(output);
        if (exit != 0 || !last.equals(command.prints())) {
            throw new Broken("it ended with " + exit + ", its last line was \"" + last + "\" instead of \""
                    + command.prints() + "\", its last message \"" + lastLine(errors) + "\"");
        }
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readString(file).lines().reduce("", (before, line) -> line);
    }

    private Cost cost(String[] figures) {
        return compiled
                ? new Cost(Long.parseLong(figures[0]) / 1e3, Long.parseLong(figures[1]) / 1e3)
                : new Cost(
                        Double.parseDouble(figures[0]) * 1e3,
                        (Double.parseDouble(figures[1]) + Double.parseDouble(figures[2])) * 1e3);
    }

    private static boolean compiles(String compiler, Path source, Path program) throws InterruptedException {
        try {
            return new ProcessBuilder(compiler, "-O1", "-o", program.toString(), source.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such compiler
        }
    }

    private Meter(Path folder, List<String> words, boolean compiled) {
        this.folder = folder;
        this.words = words;
        this.compiled = compiled;
    }
}

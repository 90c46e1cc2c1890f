package dev.ske.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running {@code probe.Probe stdin}: it does one verb per line and ends each answer with a line of one dot. */
public final class Live implements AutoCloseable {
    private final Process process;
    private final Path err;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final StringBuilder printed = new StringBuilder();

    Live(Process process, Path err, int seconds) {
        this.process = process;
        this.err = err;
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    public long pid() {
        return process.pid();
    }

    /** All that the program has answered so far. */
    public String printed() {
        return printed.toString();
    }

    /** All that the program has printed to its standard error so far. */
    public String errors() {
        try {
            return Launch.read(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer as a {@link Run} whose exit is 0; stderr is all that was printed so far. */
    public Run ask(String verb) {
        try {
            questions.write(verb + "\n");
            questions.flush();
            StringBuilder answer = new StringBuilder();
            for (String line = answers.readLine(); !".".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new AssertionError(
                            "the program ended instead of answering " + verb + "\n" + Launch.read(err));
                }
                printed.append(line).append('\n');
                answer.append(line).append('\n');
            }
            return new Run(pid(), 0, answer.toString(), Launch.read(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program has printed a line of one dot, unasked. */
    public void ready() {
        try {
            for (String line = answers.readLine(); !".".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new AssertionError("the program ended instead of being ready\n" + Launch.read(err));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a program that ends by itself. */
    public Run await() {
        try {
            String all = answers.lines().reduce("", (text, line) -> text + line + "\n");
            return new Run(pid(), process.waitFor(), all, Launch.read(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the program as its user would, by closing its standard input. */
    public Run end() {
        try {
            questions.close();
            String rest = answers.lines().reduce("", (all, line) -> all + line + "\n");
            return new Run(pid(), process.waitFor(), rest, Launch.read(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.ske.bench.start;

import dev.ske.bench.Jars;
import dev.ske.bench.Plan;
import dev.ske.bench.report.Omission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Other tools that give a Java program 50 encrypted values, each with values of its own making. */
final class Others {
    private static final int VALUES = 50;

    private final Path folder;
    private final List<Omission> omissions = new ArrayList<>();
    private Optional<Path> dotenvx = Optional.empty();
    private Optional<Path> jasypt = Optional.empty();
    private Optional<Path> program = Optional.empty();

    /** Encrypts values with those that are installed. */
    static Others make(Plan plan, Path folder, Jars jars, Documents documents)
            throws IOException, InterruptedException {
        Others others = new Others(folder);
        Path modules = plan.peers().get("node_modules");
        if (modules != null) {
            others.dotenvx(modules.resolve(".bin/dotenvx"), documents);
        }
        Path jar = plan.peers().get("jasypt");
        if (jar != null) {
            others.jasypt(jar, jars.program("JasyptHello"), documents);
        }
        return others;
    }

    /** {@code dotenvx run -- java}: the program reads one of the values, which are in its environment. */
    Optional<Command> dotenvx(Java java) {
        return dotenvx.map(program -> {
            List<String> words =
                    new ArrayList<>(List.of(program.toString(), "run", "--quiet", "-f", "dotenvx.env", "--"));
            Command hello = java.reading("");
            words.addAll(hello.words());
            return new Command("dotenvx run -- java, 50 values", words, folder, hello.prints()).peer();
        });
    }

    /** A program that decrypts all with Jasypt before it reads one. */
    Optional<Command> jasypt(Java java) {
        return jasypt.map(jar -> {
            List<String> words = java.words(List.of(), "JasyptHello", program.orElseThrow(), jar);
            words.addAll(List.of("decrypt", "jasypt.values", Documents.NAME));
            return new Command("Jasypt, 50 values", words, folder, "hello " + Documents.LENGTH).peer();
        });
    }

    List<Omission> omissions() {
        return omissions;
    }

    private void dotenvx(Path command, Documents documents) throws IOException, InterruptedException {
        documents.plain("dotenvx.env", VALUES);
        if (run("dotenvx", List.of(command.toString(), "encrypt", "-f", "dotenvx.env"))) {
            dotenvx = Optional.of(command);
        }
    }

    private void jasypt(Path jar, Path program, Documents documents) throws IOException, InterruptedException {
        Path plain = documents.plain("jasypt.plain", VALUES);
        Java java = new Java(Path.of(System.getProperty("java.home")), folder, program);
        List<String> words = java.words(List.of(), "JasyptHello", program, jar);
        words.addAll(List.of("encrypt", plain.toString(), "jasypt.values"));
        if (run("Jasypt", words)) {
            jasypt = Optional.of(jar);
            this.program = Optional.of(program);
        }
        Files.delete(plain);
    }

    private boolean run(String name, List<String> words) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        int exit = new Command(name, words, folder, "")
                .process(List.of())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            omissions.add(
                    Omission.absent(name, "it ended with " + exit + " when it encrypted: " + Files.readString(errors)));
        }
        return exit == 0;
    }

    private Others(Path folder) {
        this.folder = folder;
    }
}

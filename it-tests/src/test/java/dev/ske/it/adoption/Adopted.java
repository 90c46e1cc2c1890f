package dev.ske.it.adoption;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A built program of {@code adoption/}, with the jars of its framework. */
record Adopted(Path folder, List<Path> libraries) {
    static final Path PROGRAMS = Path.of(System.getProperty("ske.adoption", "../adoption"))
            .toAbsolutePath()
            .normalize();

    /** For a program that runs for a moment. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    /** {@code name}: its folder. Skips the test where it was not built. */
    static Adopted program(String name) {
        Path folder = PROGRAMS.resolve(name);
        Path written = folder.resolve("target/classpath");
        assumeTrue(
                Files.isRegularFile(written),
                "adoption/" + name + " is not built, which ./mvnw -f adoption/pom.xml package does");
        try {
            return new Adopted(
                    folder,
                    Arrays.stream(Files.readString(written).strip().split(File.pathSeparator, -1))
                            .map(Path::of)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String classPath() {
        StringBuilder path = new StringBuilder(folder.resolve("target/classes").toString());
        for (Path library : libraries) {
            path.append(File.pathSeparatorChar).append(library);
        }
        return path.toString();
    }

    /** The version of one of the framework's jars. */
    String version(String artifact) {
        return versionOf(library(artifact));
    }

    /** One of the framework's jars. */
    Path library(String artifact) {
        for (Path library : libraries) {
            if (library.getFileName().toString().startsWith(artifact + "-" + versionOf(library))) {
                return library;
            }
        }
        throw new IllegalStateException(folder + " has no " + artifact + " on its class path");
    }

    /** {@code java OPTION -jar ...}: a jar of {@code target} that brings its framework. */
    Launch jar(Jdk jdk, String jar, String option, String... arguments) {
        return jdk.java(
                        QUICK,
                        option,
                        "-jar",
                        folder.resolve("target").resolve(jar).toString())
                .with(arguments);
    }

    /** {@code java OPTION -cp ... MAIN}, to which more may be added. */
    Launch launch(Jdk jdk, String option, String main, String... arguments) {
        return launch(jdk, List.of(option), main, arguments);
    }

    /** The same with several options. */
    Launch launch(Jdk jdk, List<String> options, String main, String... arguments) {
        return jdk.java(QUICK)
                .with(options.toArray(String[]::new))
                .with("-cp", classPath(), main)
                .with(arguments);
    }

    /** A repository of Maven's keeps a jar in a folder that is named by its version. */
    private static String versionOf(Path library) {
        return library.getParent().getFileName().toString();
    }
}

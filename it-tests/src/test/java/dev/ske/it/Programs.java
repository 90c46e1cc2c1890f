package dev.ske.it;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The programs under {@code src/test/programs}, compiled once per test run as their users would compile them. */
public final class Programs {
    private static final Path SOURCES = Path.of(System.getProperty("ske.programs", "src/test/programs"));
    private static final Path COMPILED = Path.of(System.getProperty("ske.compiled", "target/programs"));
    private static final Map<String, Path> DONE = new TreeMap<>();

    /** Java 8 programs that know nothing of SKE. */
    public static Path plain() {
        return compiled("plain", "8");
    }

    /** Java 8 programs written against ske-api.jar. */
    public static Path api() {
        return compiled("api", "8", "-cp", Jars.api().toString());
    }

    /** The class path of Java 8 programs that use the API and a connection pool over PostgreSQL's driver. */
    public static String poolClassPath() {
        String libraries = Stream.of(
                        Jars.api(),
                        library("com.zaxxer.hikari.HikariDataSource"),
                        library("org.postgresql.Driver"),
                        library("org.slf4j.Logger"),
                        library("org.slf4j.impl.StaticLoggerBinder"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return compiled("pool", "8", "-cp", libraries) + File.pathSeparator + libraries;
    }

    /** A file of the programs of a folder, as it was written. */
    public static Path source(String folder, String file) {
        return SOURCES.resolve(folder).resolve(file);
    }

    /** A Java 9 module that requires dev.ske.api. */
    public static Path module() {
        return compiled("module", "9", "--module-path", Jars.api().toString());
    }

    /** A Java 9 program with a logger finder of its own, on the class path. */
    public static Path finder() {
        Path classes = compiled("finder", "9");
        try {
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(services.resolve("java.lang.System$LoggerFinder"), "probe.Finder\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    /** The Java 8 programs of the do-no-harm matrix; the jar is the agent too that does what its options name. */
    public static Path harmJar() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), "harm.ActingAgent");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), "harm.ActingAgent");
        manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
        manifest.getMainAttributes().put(new Attributes.Name("Can-Redefine-Classes"), "true");
        return jar("harm.jar", compiled("harm", "8"), manifest);
    }

    /** Those that need Java 9. */
    public static Path harm9Jar() {
        return jar("harm9.jar", compiled("harm9", "9", "-cp", harmJar().toString()), new Manifest());
    }

    /** The one that is a module. */
    public static Path harmModule() {
        return compiled("harmmodule", "9");
    }

    /** The plain programs as a jar: class-data sharing serves classes from jars only. */
    public static Path plainJar() {
        return jar("plain.jar", plain(), new Manifest());
    }

    /** The same of the programs that use the API. */
    public static Path apiJar() {
        return jar("api.jar", api(), new Manifest());
    }

    /** A jar whose premain does nothing: what a JVM with any agent at all looks like. */
    public static Path emptyAgent() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), "probe.EmptyAgent");
        manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
        manifest.getMainAttributes().put(new Attributes.Name("Can-Redefine-Classes"), "true");
        return jar("empty-agent.jar", plain(), manifest);
    }

    /** Runs the command that its arguments say on a kernel without memfd_secret; empty where there is no C compiler. */
    public static synchronized Optional<Path> withoutMemfdSecret() {
        Path target = DONE.computeIfAbsent("without-memfd-secret", name -> {
            Path program = COMPILED.toAbsolutePath().normalize().resolve(name);
            Path source = SOURCES.resolve("native").resolve(name + ".c");
            try {
                Files.createDirectories(program.getParent());
                Files.deleteIfExists(program);
                int exit = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (exit != 0) {
                    throw new IllegalStateException(source + " does not compile");
                }
            } catch (IOException none) {
                return program;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return program;
        });
        return Files.isExecutable(target) ? Optional.of(target) : Optional.empty();
    }

    private static synchronized Path compiled(String name, String release, String... options) {
        return DONE.computeIfAbsent(name, ignored -> {
            Path target = COMPILED.toAbsolutePath().normalize().resolve(name);
            List<String> command = new ArrayList<>(List.of("--release", release, "-Xlint:-options", "-d"));
            command.add(target.toString());
            command.addAll(List.of(options));
            try {
                Files.createDirectories(target);
                try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".java"))
                            .forEach(command::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)) != 0) {
                throw new IllegalStateException("the test programs of " + name + " do not compile");
            }
            return target;
        });
    }

    /** The jar of the tests' own class path that a class lies in. */
    private static Path library(String className) {
        try {
            return Path.of(Class.forName(className, false, Programs.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized Path jar(String name, Path classes, Manifest manifest) {
        return DONE.computeIfAbsent(name, ignored -> {
            Path jar = classes.resolveSibling(name);
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream zip = new JarOutputStream(out, manifest);
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    boolean agent = file.endsWith("EmptyAgent.class");
                    if (agent == name.startsWith("empty-agent")) {
                        zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                        Files.copy(file, zip);
                        zip.closeEntry();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return jar;
        });
    }

    private Programs() {}
}

package dev.ske.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** What the measured JVMs run besides the agent: small jars, made by each run. */
public final class Jars {
    private static final String PROGRAMS = "dev/ske/bench/program/";

    private final Path folder;

    public Jars(Path folder) {
        this.folder = folder;
    }

    /** A jar with one class of {@code src/programs}. */
    public Path program(String simpleName) throws IOException {
        return jar(simpleName, new Manifest());
    }

    /** The full name of a class of {@code src/programs}. */
    public static String className(String simpleName) {
        return PROGRAMS.replace('/', '.') + simpleName;
    }

    /** The jar of an agent that does nothing. */
    public Path emptyAgent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Premain-Class", className("EmptyAgent"));
        return jar("EmptyAgent", manifest);
    }

    /** The command that starts a JVM like this one. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The jar that this class is in. */
    public static Path own() {
        try {
            return Path.of(Jars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path jar(String simpleName, Manifest manifest) throws IOException {
        String entry = PROGRAMS + simpleName + ".class";
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Path jar = folder.resolve(simpleName + ".jar");
        if (Files.exists(jar)) {
            return jar; // an archive of classes holds for this very file
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                InputStream compiled = Objects.requireNonNull(Jars.class.getResourceAsStream("/" + entry))) {
            entries.putNextEntry(new ZipEntry(entry));
            compiled.transferTo(entries);
            entries.closeEntry();
        }
        return jar;
    }
}

package dev.ske.it.harm;

import dev.ske.it.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar of some of the matrix's programs. */
final class ProgramJar {
    /**
     * @param mainClass for {@code java -jar}; empty for a library
     * @param programs their names, which stand for the classes within them too
     * @param files further entries
     */
    static Path of(Path target, String mainClass, List<String> programs, Map<String, Path> files) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!mainClass.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        try {
            Files.createDirectories(target.getParent());
            try (JarFile all = new JarFile(Programs.harmJar().toFile());
                    JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (JarEntry entry : Collections.list(all.entries())) {
                    if (isOf(programs, entry.getName())) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        all.getInputStream(entry).transferTo(out);
                    }
                }
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    out.putNextEntry(new JarEntry(file.getKey()));
                    Files.copy(file.getValue(), out);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The harm comes with the agent. */
    private static boolean isOf(List<String> programs, String entry) {
        return !entry.contains("$Harm")
                && programs.stream().anyMatch(program -> entry.matches("harm/" + program + "(\\$.*)?\\.class"));
    }

    private ProgramJar() {}
}

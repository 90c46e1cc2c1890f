package dev.ske.cli.run;

import dev.ske.cli.terminal.Shell;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The program that a command line begins with, looked for as a shell does. */
final class Program {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final @Nullable Path file;
    private final boolean executable;
    private final String name;

    private Program(String name, @Nullable Path file, boolean executable) {
        this.name = name;
        this.file = file;
        this.executable = executable;
    }

    /** A name with a slash is a path; any other one is looked for in the folders of the PATH. */
    static Program of(String name, Shell shell) {
        if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
            Path path = shell.path(name);
            return new Program(name, Files.exists(path) ? path : null, isExecutable(path));
        }
        String path = shell.environment().get("PATH");
        Path there = null;
        for (String folder : (path == null ? DEFAULT_PATH : path).split(File.pathSeparator, -1)) {
            for (String ending : File.separatorChar == '\\' ? new String[] {"", ".exe"} : new String[] {""}) {
                Path file = shell.path(folder).resolve(name + ending);
                if (isExecutable(file)) {
                    return new Program(name, file, true);
                }
                there = there == null && Files.isRegularFile(file) ? file : there;
            }
        }
        return new Program(name, there, false);
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Whether there is a file of that name at all. */
    boolean isThere() {
        return file != null;
    }

    boolean isExecutable() {
        return executable;
    }

    /** Whether it starts a JVM and takes the JVM's options, by its name: {@code java}, {@code /opt/jdk/bin/java.exe}. */
    boolean isJava() {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(File.separatorChar)) + 1);
        String lower = File.separatorChar == '\\' ? last.toLowerCase(Locale.ROOT) : last;
        return lower.equals("java")
                || lower.equals("java.exe")
                || lower.equals("javaw.exe")
                || (File.separatorChar == '\\' && lower.equals("javaw"));
    }

    /** As messages call it: a name that could be anything else, as a value in the wrong place, is not repeated. */
    String shown() {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "/._-+".indexOf(c) >= 0;
            if (!plain) {
                return "that name";
            }
        }
        return name.length() > 40 ? "that name" : "the name " + name;
    }
}

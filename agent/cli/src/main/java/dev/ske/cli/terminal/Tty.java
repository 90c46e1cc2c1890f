package dev.ske.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** Tells which of the standard streams is a terminal; the JDK can only tell whether all are. */
public final class Tty {
    private static final Path DESCRIPTORS = Paths.get("/proc/self/fd");

    /** {@code descriptor}: 0, 1 or 2. Where there is no /proc: whether there is a console. */
    public static boolean is(int descriptor) {
        try {
            String device = Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor)))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            return console() != null;
        }
    }

    /** The console, if standard input and output are a terminal. Since JDK 22 there is one elsewhere too, which says so. */
    @SuppressWarnings("SystemConsoleNull") // this is for all JDKs
    public static @Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal) ? console : null;
        } catch (ReflectiveOperationException before22) {
            return console;
        }
    }

    private Tty() {}
}

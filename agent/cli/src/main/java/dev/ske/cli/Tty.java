package dev.ske.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** Tells which of the standard streams is a terminal; the JDK can only tell whether all are. */
final class Tty {
    private static final Path DESCRIPTORS = Paths.get("/proc/self/fd");

    /** {@code descriptor}: 0, 1 or 2. Where there is no /proc: whether there is a console. */
    static boolean is(int descriptor) {
        try {
            String device = Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor)))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            return isTerminal(System.console());
        }
    }

    /** Since JDK 22 there is a console even where there is no terminal; it says so itself. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    private Tty() {}
}

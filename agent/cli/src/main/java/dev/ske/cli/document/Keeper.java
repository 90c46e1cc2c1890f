package dev.ske.cli.document;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** How a command that keeps a lock calls itself to those who wait: {@code process 4711 (ske edit)}. */
final class Keeper {
    private static final String BEGIN = "process ";

    static String me() {
        return BEGIN + process() + " (ske" + command() + ")";
    }

    /** Whether a lock file says what one of ours does, or, as that of a killed command may, nothing or a part of it. */
    static boolean wrote(@Nullable String text) {
        return text == null || text.startsWith(BEGIN) || BEGIN.startsWith(text);
    }

    /** Not from the JVM's command line: what stands there may be anything. */
    private static String command() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (frame.getClassName().startsWith("dev.ske.cli.")
                    && frame.getMethodName().equals("call")) {
                try {
                    Command command = Class.forName(frame.getClassName()).getAnnotation(Command.class);
                    if (command != null) {
                        return " " + command.name();
                    }
                } catch (ClassNotFoundException | LinkageError e) {
                    return "";
                }
            }
        }
        return "";
    }

    private static String process() {
        try {
            return Files.readSymbolicLink(Paths.get("/proc/self")).toString();
        } catch (IOException | UnsupportedOperationException elsewhere) {
            String name = ManagementFactory.getRuntimeMXBean().getName();
            return name.substring(0, Math.max(0, name.indexOf('@')));
        }
    }

    private Keeper() {}
}

package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that adds to the number in a file, one at a time, as often as it is told. */
final class LockedCounter {
    private static final int LONG = 300_000;

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            new DocumentLock(LONG, LONG).hold(List.of(file), Shell.real(), () -> {
                int number = Integer.parseInt(Files.readString(file));
                Files.writeString(file, String.valueOf(number + 1));
            });
        }
    }

    private LockedCounter() {}
}

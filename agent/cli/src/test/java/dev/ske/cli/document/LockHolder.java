package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import java.nio.file.Path;
import java.util.List;

/** A process that locks a document, says so, and waits to be killed. */
final class LockHolder {
    public static void main(String[] arguments) throws Exception {
        DocumentLock.during(List.of(Path.of(arguments[0])), Shell.real(), () -> {
            System.out.print('!');
            System.out.flush();
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private LockHolder() {}
}

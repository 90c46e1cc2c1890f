package dev.ske.cli.document;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps two commands from changing one document at once: taken before the document is read, and held until it is written.
 * It is the operating system's, and so ends with the process, however that ends. Several documents are locked in the order of
 * their real paths, so that two commands never wait for each other.
 */
public final class DocumentLock {
    private static final int WAIT_MILLIS = 10_000;
    private static final int NOTICE_MILLIS = 1_000;
    private static final int POLL_MILLIS = 25;

    private final int wait;
    private final int notice;

    /** {@code wait}, {@code notice}: milliseconds until it fails, and until it says what it waits for. */
    DocumentLock(int wait, int notice) {
        this.wait = wait;
        this.notice = notice;
    }

    /** What is done meanwhile. */
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Waits for the documents, ten seconds at most and saying so after one, and does the work while no other command changes
     * them. What killed commands left beside them is removed.
     *
     * @throws IOException if another command keeps one of them
     */
    public static void during(Collection<Path> documents, Shell shell, Work work) throws IOException {
        new DocumentLock(WAIT_MILLIS, NOTICE_MILLIS).hold(documents, shell, work);
    }

    void hold(Collection<Path> documents, Shell shell, Work work) throws IOException {
        TreeSet<Path> real = new TreeSet<>();
        for (Path document : documents) {
            real.add(RealPath.of(document));
        }
        List<LockFile> held = new ArrayList<>();
        Thread atEnd = new Thread(() -> release(held));
        if (!real.isEmpty()) {
            // who interrupts a command finds no lock in the folder
            Runtime.getRuntime().addShutdownHook(atEnd);
        }
        try {
            String me = real.isEmpty() ? "" : Keeper.me();
            for (Path document : real) {
                LockFile lock = new LockFile(document);
                take(lock, document, me, shell);
                synchronized (held) {
                    held.add(lock);
                }
            }
            work.run();
        } finally {
            release(held);
            forget(atEnd);
        }
    }

    private void take(LockFile lock, Path document, String me, Shell shell) throws IOException {
        long began = System.nanoTime();
        boolean said = false;
        while (!lock.take(me)) {
            long waited = (System.nanoTime() - began) / 1_000_000;
            String keeper = lock.keeper() == null ? "another command" : lock.keeper();
            if (waited >= wait) {
                throw new IOException("cannot lock " + document + ": " + keeper + " keeps it");
            }
            if (waited >= notice && !said) {
                said = true;
                shell.err().println(Shown.text("ske: warning: waiting for " + document + ": " + keeper + " keeps it"));
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another command kept the document", e);
        }
    }

    private static void release(List<LockFile> held) {
        synchronized (held) {
            held.forEach(LockFile::release);
            held.clear();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it runs, or did
        }
    }
}

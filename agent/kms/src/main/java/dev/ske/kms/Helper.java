package dev.ske.kms;

import dev.ske.agent.helper.Greeting;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The other end of the helper's protocol (docs/helper.md): in a JVM of its own, or on a thread of the program's. */
public final class Helper {
    /** The exit status after input that ends early or is not of the protocol (sysexits.h, EX_SOFTWARE). */
    private static final int MISUSED = 70;

    /** Milliseconds after the deadline at which the JVM ends, whatever hangs: all is answered before it. */
    private static final long GRACE = 500;

    /** The helper JVM. Ends by halt: nothing of it is worth a shutdown hook, and none may delay the end. */
    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        UrlHandlers.find();
        OwnJvm.dumpNothing();
        int exit = MISUSED;
        try {
            Session session = new Session(new FileInputStream(FileDescriptor.in), out);
            Greeting greeting = session.greeting();
            OwnJvm.settle(greeting.properties(), greeting.parallel());
            OwnJvm.endAfter(greeting.deadlineMillis() + GRACE);
            exit = session.run() ? 0 : MISUSED;
        } catch (EOFException e) {
            System.err.println("ske: helper: the input ended before the first request");
        } catch (IOException | InterruptedException e) {
            System.err.println("ske: helper: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            // Its text could quote a setting.
            System.err.println("ske: helper: " + e.getClass().getName());
        }
        Runtime.getRuntime().halt(exit);
    }

    /**
     * Serves on threads of this JVM, whose network settings stay as they are. Returns when all is answered after the end was
     * asked for, or when {@code in} ends.
     *
     * @throws IOException if what comes is not of the protocol, or {@code out} takes nothing more
     */
    public static void serve(InputStream in, OutputStream out) throws IOException {
        try {
            new Session(in, out).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Helper() {}
}

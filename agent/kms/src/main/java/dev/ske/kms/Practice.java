package dev.ske.kms;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What {@code ske prepare} has the JVM archive: a helper that holds several conversations one after the other, each with
 * system properties of its own, so that one archive has the classes of every kind of role. It ends as other programs do,
 * because that is when a JVM writes its archive.
 */
public final class Practice {
    /** Milliseconds. */
    private static final long LIMIT = 100_000;

    /** The main class of other helpers: here it is not run, but loaded. */
    static final Class<?> REAL = Helper.class;

    /** Reads the number of conversations (one byte), and each of them, from standard input. */
    public static void main(String[] args) throws IOException, InterruptedException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        OwnJvm.endAfter(LIMIT);
        for (int left = in.read(); left > 0; left--) {
            Session session = new Session(in, out);
            Map<String, String> properties = session.greeting().properties();
            OwnJvm.settle(properties, session.greeting().parallel());
            session.run();
            for (String name : properties.keySet()) {
                System.clearProperty(name);
            }
        }
    }

    private Practice() {}
}

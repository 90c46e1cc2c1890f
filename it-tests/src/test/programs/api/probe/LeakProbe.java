package probe;

import dev.ske.api.Secrets;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose memory is searched: it does what its standard input says, a line at a time, and ends each answer with a
 * line of one dot. Of what it reads it keeps only what {@code get} and {@code getenv} gave it.
 */
public final class LeakProbe {
    private static final List<String> OWN = new ArrayList<String>();
    private static volatile byte[] garbage;

    public static void main(String[] ignored) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            perform(word, space < 0 ? "" : line.substring(space + 1));
            System.out.println(".");
        }
    }

    private static void perform(String word, String rest) throws Exception {
        switch (word) {
            case "use":
                uncollected(() -> tell(Secrets.use(rest, LeakProbe::hash)));
                break;
            case "use-gc":
                work();
                tell(Secrets.use(rest, LeakProbe::collected));
                break;
            case "use-throw":
                uncollected(() -> endedByException(rest));
                break;
            case "use-bytes":
                uncollected(() -> tell(Secrets.useBytes(rest, LeakProbe::hash)));
                break;
            case "get":
                own(Secrets.get(rest));
                break;
            case "getenv":
                own(System.getenv(rest));
                break;
            case "property":
                own(System.getProperty(rest));
                break;
            case "gc":
                System.gc();
                break;
            case "info":
                System.out.println(Secrets.info().memory());
                break;
            case "talk":
                talk();
                break;
            case "child":
                child(rest);
                break;
            case "sealing-key":
                onAThreadOfItsOwn(rest);
                break;
            default:
                throw new IllegalArgumentException(word);
        }
    }

    /** For what a collection in between would leave a copy of: then the answer says so. */
    private static void uncollected(Runnable read) {
        WeakReference<Object> untilCollected = new WeakReference<Object>(new Object());
        read.run();
        if (untilCollected.get() == null) {
            System.out.println("a collection came in between");
        }
    }

    /** Garbage, as a program makes it: so that what comes after a collection is not the first to be put where it moved from. */
    private static void work() {
        for (int i = 0; i < 1024; i++) {
            garbage = new byte[1024];
        }
    }

    private static int collected(char[] chars) {
        System.gc();
        return hash(chars);
    }

    private static void own(String value) {
        OWN.add(value);
        tell(value.hashCode());
    }

    /** So that the test knows that it was the value; 32 bits of it are none. */
    private static void tell(int hash) {
        System.out.println("hash " + hash);
    }

    /** As {@code String.hashCode} has it. */
    private static int hash(char[] chars) {
        int hash = 0;
        for (char one : chars) {
            hash = 31 * hash + one;
        }
        return hash;
    }

    /** The same of ASCII. */
    private static int hash(byte[] bytes) {
        int hash = 0;
        for (byte one : bytes) {
            hash = 31 * hash + one;
        }
        return hash;
    }

    private static void endedByException(String name) {
        try {
            Secrets.use(name, chars -> {
                tell(hash(chars));
                throw new IllegalStateException("the program's own fault, with " + chars.length + " characters");
            });
        } catch (IllegalStateException expected) {
            expected.printStackTrace();
        }
    }

    /** All that the product says of itself, and what its exceptions say. */
    private static void talk() {
        System.out.println(Secrets.info());
        System.out.println(Secrets.names());
        System.out.println(System.getenv());
        System.out.println(Secrets.find("THERE_IS_NONE"));
        for (String wrong : new String[] {"THERE_IS_NONE", "", "NOT_TEXT"}) {
            try {
                Secrets.use(wrong, chars -> chars.length);
            } catch (RuntimeException expected) {
                expected.printStackTrace();
            }
        }
    }

    /** The environment that a child sees, in a file. */
    private static void child(String file) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("cat", "/proc/self/environ");
        builder.redirectOutput(new File(file)).redirectErrorStream(true);
        System.out.println(builder.start().waitFor());
    }

    /** So that what is left on the stack of the thread that premain ran on stays as it is. */
    private static void onAThreadOfItsOwn(final String file) throws Exception {
        final Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                SealingKey.write(file);
            } catch (Throwable thrown) {
                failure[0] = thrown;
            }
        });
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new IllegalStateException("the sealing key was not found", failure[0]);
        }
    }

    private LeakProbe() {}
}

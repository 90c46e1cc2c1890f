package probe;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;

/** Does one verb per line, perhaps before its secrets are there, and ends each answer with a line of one dot. */
public final class DeferredProbe {
    private static final List<Thread> READERS = new ArrayList<Thread>();

    public static void main(String[] nothing) throws Exception {
        BufferedReader verbs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String verb = verbs.readLine(); verb != null; verb = verbs.readLine()) {
            int colon = verb.indexOf(':');
            String result;
            try {
                result = "="
                        + perform(
                                colon < 0 ? verb : verb.substring(0, colon),
                                colon < 0 ? "" : verb.substring(colon + 1));
            } catch (SecretsException e) {
                result = "=failed " + e.code();
            }
            System.out.println(verb + result);
            System.out.println(".");
        }
    }

    private static String perform(String word, String name) throws Exception {
        switch (word) {
            case "static":
                return Constant.VALUE;
            case "printing":
                System.err.printf("%s%n", new Named(name));
                return "done";
            case "interrupted":
                Thread.currentThread().interrupt();
                return System.getenv(name) + " " + Thread.interrupted();
            case "virtual":
                return virtual(name);
            case "joined":
                for (Thread reader : READERS) {
                    reader.join();
                }
                return READERS.size() + " " + Reader.found;
            case "refresh":
                Secrets.refresh();
                return "done";
            case "change":
                Secrets.onChange(name, changed -> {}).close();
                return "done";
            case "property":
                return System.getProperty(name);
            case "child":
                return child(name);
            case "hook":
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    System.err.println("hook runs");
                    System.err.println("hook read " + System.getenv(name));
                }));
                return "done";
            case "nobody-exits":
                System.setSecurityManager(new NobodyExits());
                return "done";
            case "exit":
                System.exit(Integer.parseInt(name));
                return "not ended";
            default:
                return ApiProbe.perform(word, name);
        }
    }

    /** As many readers as would pin a scheduler of one thread, and one more that reads nothing. */
    private static String virtual(String name) throws Exception {
        for (int i = 0; i < 4; i++) {
            READERS.add(startVirtual(new Reader(name)));
        }
        Thread other = startVirtual(() -> {});
        other.join();
        return "others run";
    }

    private static Thread startVirtual(Runnable work) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }

    private static String child(String name) throws IOException {
        Process child = new ProcessBuilder("printenv", name).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(lines.readLine());
        }
    }

    private static final class Constant {
        static final String VALUE = System.getenv("A");
    }

    /** Reads a variable while it is printed: under the lock of the stream. */
    private static final class Named {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return System.getenv(name) == null ? "nothing was read" : "something was read";
        }
    }

    private static final class Reader implements Runnable {
        static volatile String found;

        private final String name;

        Reader(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            found = System.getenv(name);
        }
    }

    /** As programs have one that run others. */
    private static final class NobodyExits extends SecurityManager {
        @Override
        public void checkExit(int status) {
            throw new SecurityException("nobody exits here");
        }

        @Override
        public void checkPermission(Permission permission) {
            // all else is allowed
        }
    }

    private DeferredProbe() {}
}

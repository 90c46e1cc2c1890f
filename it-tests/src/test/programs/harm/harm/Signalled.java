package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Sends itself signals, the last of which ends it, and has a hook that says so. */
public final class Signalled {
    public static void main(String[] args) throws IOException, InterruptedException {
        Secret.print();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        for (String signal : args) {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " $PPID")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (signal.equals("QUIT")) {
                awaitDump();
            }
        }
        Thread.currentThread().join();
    }

    /** Standard output is a file in the working folder; what stands there last is about JNI. */
    private static void awaitDump() throws IOException, InterruptedException {
        while (!new String(Files.readAllBytes(Paths.get("dump")), StandardCharsets.ISO_8859_1)
                .contains("JNI global ref")) {
            Thread.sleep(5);
        }
    }

    /** Takes the signals as a reason to end as if all were well, and has a thread of its own. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    Harm.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        Runtime.getRuntime().exit(0);
                        return null;
                    });
            for (String name : new String[] {"TERM", "HUP"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
            }
            AllThreads.startDaemon();
        }
    }

    private Signalled() {}
}

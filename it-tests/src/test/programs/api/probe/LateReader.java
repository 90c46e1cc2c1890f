package probe;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.lang.reflect.Method;

/** Reads a secret in main, in a shutdown hook of its own, and once more when all hooks of the agent have run. */
public final class LateReader {
    public static void main(String[] arguments) throws Exception {
        Method add =
                Class.forName("java.lang.Shutdown").getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
        add.setAccessible(true);
        add.invoke(null, 9, false, (Runnable) () -> read("late"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> read("hook")));
        read("main");
        System.exit(Integer.parseInt(arguments[0]));
    }

    private static void read(String when) {
        String secret;
        try {
            secret = Secrets.get("A");
        } catch (SecretsException refused) {
            secret = refused.code();
        }
        System.out.println(when + "=" + System.getenv("A") + " " + secret);
    }
}

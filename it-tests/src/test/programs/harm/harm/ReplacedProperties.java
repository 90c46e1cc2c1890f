package harm;

import java.lang.instrument.Instrumentation;
import java.util.Properties;

/** Replaces the system properties by none. */
public final class ReplacedProperties {
    public static void main(String[] args) {
        System.setProperties(new Properties());
        System.out.print("secret=" + System.getenv(Secret.NAME) + " "
                + System.getProperties().size() + "\n");
    }

    /** Relies on a property when the JVM ends. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.getProperty(
                                    "agent.home",
                                    System.getProperty("user.home").trim())
                            .trim()));
        }
    }

    private ReplacedProperties() {}
}

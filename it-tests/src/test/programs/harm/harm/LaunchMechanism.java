package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;

/** Chooses in main, before it looks for any variable, how the JDK starts processes, and prints what the JDK understood. */
public final class LaunchMechanism {
    public static void main(String[] args) throws ReflectiveOperationException {
        System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
        Field mechanism = process().getDeclaredField("launchMechanism");
        mechanism.setAccessible(true);
        System.out.println(mechanism.get(null));
        Secret.print();
    }

    private static Class<?> process() throws ClassNotFoundException {
        try {
            return Class.forName("java.lang.UNIXProcess", false, null);
        } catch (ClassNotFoundException e) {
            return Class.forName("java.lang.ProcessImpl", false, null); // since 9
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException, InterruptedException {
            new ProcessBuilder("true").start().waitFor();
        }
    }

    private LaunchMechanism() {}
}

package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

/** Prints its environment, or, told {@code child}, that of a child and how that ended. */
public final class Environment {
    public static void main(String[] args) throws IOException, InterruptedException {
        Secret.print();
        if (args.length == 0) {
            new TreeMap<>(System.getenv()).forEach((name, value) -> System.out.println(name + "=" + value));
        } else {
            // with the program's own secret in the real environment, the child has it too
            String script = "env | grep -v '^" + Secret.NAME + "=' | sort; echo last words >&2; exit 3";
            ProcessBuilder child = new ProcessBuilder("sh", "-c", script).inheritIO();
            System.out.println(child.environment().containsKey("PATH"));
            System.out.println("exit=" + child.start().waitFor());
        }
    }

    /** Puts a variable into the JDK's own map. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            Field map = Class.forName("java.lang.ProcessEnvironment").getDeclaredField("theEnvironment");
            map.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<Object, Object> environment = (Map<Object, Object>) map.get(null);
            environment.put(of("Variable", "AGENT"), of("Value", "started"));
        }

        private static Object of(String kind, String text) throws Exception {
            Method valueOf =
                    Class.forName("java.lang.ProcessEnvironment$" + kind).getDeclaredMethod("valueOf", String.class);
            valueOf.setAccessible(true);
            return valueOf.invoke(null, text);
        }
    }

    private Environment() {}
}

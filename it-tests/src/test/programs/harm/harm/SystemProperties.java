package harm;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.TreeMap;

/** Prints all system properties, of the class path what the command line says: the JVM adds the jars of agents. */
public final class SystemProperties {
    public static void main(String[] args) {
        Secret.print();
        for (Map.Entry<Object, Object> each : new TreeMap<Object, Object>(System.getProperties()).entrySet()) {
            String value = each.getValue().toString();
            System.out.println(each.getKey() + "="
                    + (each.getKey().equals("java.class.path") ? value.replaceFirst("9[.]jar:.*", "9.jar") : value));
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setProperty("agent.started", "true");
        }
    }

    private SystemProperties() {}
}

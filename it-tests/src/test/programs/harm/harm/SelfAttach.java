package harm;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.TreeSet;

/** Attaches an agent to itself, as some tools do, if it may. */
public final class SelfAttach {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.out.println("listening=" + isListening());
        try {
            attach("SelfAttach$Own");
        } catch (InvocationTargetException e) {
            System.out.println(e.getCause().getClass().getName());
        }
        System.out.println("listening=" + isListening());
        Secret.print();
    }

    private static boolean isListening() {
        TreeSet<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names.contains("Attach Listener");
    }

    private static void attach(String act) throws Exception {
        Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
        String process = new File("/proc/self").getCanonicalFile().getName();
        Object self = machine.getMethod("attach", String.class).invoke(null, process);
        String path = System.getProperty("java.class.path");
        String jar = path.substring(0, path.indexOf(File.pathSeparatorChar));
        machine.getMethod("loadAgent", String.class, String.class).invoke(self, jar, act);
        machine.getMethod("detach").invoke(self);
    }

    static final class Own implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.out.println("attached");
        }
    }

    /** Attaches itself first. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            try {
                attach("SelfAttach$Own");
            } catch (InvocationTargetException e) {
                System.out.println("agent: cannot attach");
            }
        }
    }

    private SelfAttach() {}
}

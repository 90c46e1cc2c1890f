package harm;

import java.lang.instrument.Instrumentation;
import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;

/** Under a security manager that grants it next to nothing, says what it may do. */
public final class Permissions {
    public static void main(String[] args) {
        Secret.print();
        attempt("property", () -> System.getProperty("user.home"));
        attempt("file", () -> new java.io.File("/etc/passwd").canRead());
        attempt("environment", System::getenv);
        attempt("process", () -> new ProcessBuilder("true").start());
        attempt("hook", () -> {
            Runtime.getRuntime().addShutdownHook(new Thread());
            return null;
        });
        attempt("exit", () -> {
            System.exit(3);
            return null;
        });
    }

    private static void attempt(String what, java.util.concurrent.Callable<Object> action) {
        try {
            action.call();
            System.out.println(what + " allowed");
        } catch (Exception e) {
            System.out.println(what + " " + e);
        }
    }

    /** Allows everything. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Policy.setPolicy(new Policy() {
                @Override
                public boolean implies(ProtectionDomain domain, Permission permission) {
                    return true;
                }
            });
        }
    }

    private Permissions() {}
}

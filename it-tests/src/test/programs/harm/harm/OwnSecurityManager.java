package harm;

import java.lang.instrument.Instrumentation;
import java.security.Permission;

/** Installs a security manager in main that forbids all but reading variables. */
public final class OwnSecurityManager {
    public static void main(String[] args) {
        System.getenv("PATH"); // what the JDK does at the first look-up needs permissions of its own
        System.setSecurityManager(new SecurityManager() {
            @Override
            public void checkPermission(Permission permission) {
                if (!permission.getName().startsWith("getenv.")) {
                    throw new SecurityException(permission.getName());
                }
            }
        });
        Secret.print();
        try {
            System.exit(3);
        } catch (SecurityException e) {
            System.out.println(e.getMessage());
        }
        Secret.print();
    }

    /** Is there first, and stays. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setSecurityManager(new SecurityManager() {
                @Override
                public void checkPermission(Permission permission) {
                    if (permission.getName().equals("setSecurityManager")) {
                        throw new SecurityException("agent");
                    }
                }
            });
        }
    }

    private OwnSecurityManager() {}
}

package dev.ske.agent.refresh;

import org.jspecify.annotations.Nullable;

/**
 * Makes the threads that outlive the call that starts them: daemons, outside of the program's thread groups, with neither its
 * context class loader nor, from 9 on, its inheritable thread-locals, so that no application of a server is kept by them.
 */
final class Threads {
    static Thread daemon(Runnable work, String name) {
        Thread thread = newThread(outermost(), work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static Thread newThread(@Nullable ThreadGroup group, Runnable work, String name) {
        if (group != null
                && !System.getProperty("java.specification.version", "8").startsWith("1.")) {
            try {
                return Class.forName("dev.ske.agent.refresh.Java9NewThread")
                        .asSubclass(NewThread.class)
                        .getDeclaredConstructor()
                        .newInstance()
                        .of(group, work, name);
            } catch (ReflectiveOperationException | LinkageError missing) {
                // one that inherits does the same work
            }
        }
        return new Thread(group, work, name);
    }

    /** The program may end groups of its own, or count who is in them. */
    private static @Nullable ThreadGroup outermost() {
        try {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
                group = parent;
            }
            return group;
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    private Threads() {}
}

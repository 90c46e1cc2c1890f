package harm;

import java.lang.instrument.Instrumentation;

/** Says how its first thread is. */
public final class MainThread {
    public static void main(String[] args) {
        Secret.print();
        Thread main = Thread.currentThread();
        System.out.println(main.getName() + " of " + main.getThreadGroup().getName());
        System.out.println("priority=" + main.getPriority() + " daemon=" + main.isDaemon() + " interrupted="
                + main.isInterrupted());
        System.out.println("handlers=" + (main.getUncaughtExceptionHandler() == main.getThreadGroup()) + " "
                + Thread.getDefaultUncaughtExceptionHandler());
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            System.out.println(frame);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Thread.currentThread().interrupt();
        }
    }

    private MainThread() {}
}

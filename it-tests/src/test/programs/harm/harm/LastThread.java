package harm;

import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** After main a thread of the program runs on, and names what keeps the JVM from ending. */
public final class LastThread {
    private static final CountDownLatch LISTED = new CountDownLatch(1);

    public static void main(String[] args) {
        Secret.print();
        Thread main = Thread.currentThread();
        new Thread(() -> list(main), "last").start();
    }

    private static void list(Thread main) {
        try {
            main.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && !thread.getName().equals("DestroyJavaVM")) {
                names.add(thread.getName());
            }
        }
        System.out.println(names);
        LISTED.countDown();
    }

    /** Keeps the JVM alive until the list is made. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Runnable waiting = () -> {
                try {
                    LISTED.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            new Thread(waiting, "agent's own").start();
        }
    }

    private LastThread() {}
}

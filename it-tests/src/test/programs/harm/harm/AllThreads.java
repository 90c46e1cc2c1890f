package harm;

import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.TreeSet;

/** Lists the threads that run. */
public final class AllThreads {
    public static void main(String[] args) {
        Secret.print();
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            names.add(thread.getName() + (thread.isDaemon() ? ", daemon" : "") + ", priority " + thread.getPriority());
        }
        names.forEach(System.out::println);
    }

    static void startDaemon() {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        try {
                            Thread.sleep(Long.MAX_VALUE);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "agent's own");
        thread.setDaemon(true);
        thread.start();
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            startDaemon();
        }
    }

    private AllThreads() {}
}

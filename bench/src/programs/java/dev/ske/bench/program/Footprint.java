package dev.ske.bench.program;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * Prints one line of what the JVM holds when {@code main} begins: bytes of heap that survive collection, bytes of metaspace,
 * Java threads. What looking at them takes is in each of the figures, whatever the agent.
 */
public final class Footprint {
    private static final int COLLECTIONS = 5;

    public static void main(String[] arguments) throws InterruptedException {
        long metaspace = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) { // the compressed class space is a part of it
                metaspace = pool.getUsage().getUsed();
            }
        }
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(20); // for what cleaners and reference handlers let go
        }
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.println(heap + " " + metaspace + " " + threads);
    }

    private Footprint() {}
}

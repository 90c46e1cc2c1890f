package probe;

import com.sun.management.ThreadMXBean;
import dev.ske.api.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads {@code SHORT} and {@code LONG}, which are told by their lengths, from as many threads as its argument says, virtual
 * ones where there are any; then says what a read allocates besides its String.
 */
public final class ReadProbe {
    private static final int READS = 50;
    private static final int COUNTED = 20_000;

    private static Object last;

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        int brief = Integer.parseInt(arguments[1]);
        int lengthy = Integer.parseInt(arguments[2]);
        Secrets.get("SHORT");
        String before = locked();
        AtomicInteger right = new AtomicInteger();
        ThreadFactory factory = factory();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = factory.newThread(() -> {
                for (int read = 0; read < READS; read++) {
                    if (Secrets.get("SHORT").length() == brief
                            && System.getenv("LONG").length() == lengthy) {
                        right.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("right=" + right);
        System.out.println("wanted=" + count * READS);
        System.out.println("same memory=" + before.equals(locked()));
        String value = Secrets.get("SHORT");
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        long string = perCall(() -> last = string(bytes));
        System.out.println("besides=" + (perCall(() -> last = Secrets.get("SHORT")) - string));
    }

    /** By the only constructor that allocates nothing else on any JDK. */
    @SuppressWarnings("deprecation")
    private static String string(byte[] ascii) {
        return new String(ascii, 0);
    }

    private static long perCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = 0;
        for (int round = 0; round < 2; round++) {
            before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < COUNTED; i++) {
                call.run();
            }
        }
        return (threads.getThreadAllocatedBytes(id) - before) / COUNTED;
    }

    private static ThreadFactory factory() throws ReflectiveOperationException {
        Method virtual;
        try {
            virtual = Thread.class.getMethod("ofVirtual");
        } catch (NoSuchMethodException older) {
            return Thread::new;
        }
        Object builder = virtual.invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    /** How much memory of the process is locked. */
    private static String locked() throws IOException {
        for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
            if (line.startsWith("VmLck:")) {
                return line;
            }
        }
        return "";
    }
}

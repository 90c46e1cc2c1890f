package harm;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Does what programs do: objects, threads, lambdas, formats; its argument is how many megabytes it keeps at once. */
public final class Ordinary {
    /** Small enough for every collector to put many of them side by side. */
    private static final int PIECE = 16 << 10;

    private static final int PIECES_PER_MEGABYTE = (1 << 20) / PIECE;

    public static void main(String[] args) throws Exception {
        Secret.print();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        System.out.println(
                pool.submit(() -> System.getenv(Secret.NAME).length()).get());
        pool.shutdown();
        System.out.println(IntStream.range(0, 100).boxed().collect(Collectors.summingInt(each -> each)));
        System.out.println(String.format("%,d %08x", 1_000_000, 48_879));
        try {
            System.out.println(keep(Integer.parseInt(args[0])) + " MB");
        } catch (OutOfMemoryError e) {
            System.out.println(e);
        }
        System.gc();
        Secret.print();
    }

    private static int keep(int megabytes) {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < megabytes * PIECES_PER_MEGABYTE) {
            kept.add(new byte[PIECE - 16]);
        }
        return kept.size() / PIECES_PER_MEGABYTE;
    }

    /** Keeps the heap for itself but for a few megabytes. */
    static final class Harm implements Act {
        private static final List<byte[]> KEPT = new ArrayList<>();

        @Override
        public void begin(Instrumentation instrumentation) {
            try {
                while (true) {
                    KEPT.add(new byte[PIECE]);
                }
            } catch (OutOfMemoryError e) {
                for (int i = 0; i < 6 * PIECES_PER_MEGABYTE && !KEPT.isEmpty(); i++) {
                    KEPT.remove(KEPT.size() - 1);
                }
            }
        }
    }

    private Ordinary() {}
}

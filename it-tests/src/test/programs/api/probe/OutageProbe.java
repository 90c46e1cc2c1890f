package probe;

import dev.ske.api.Secrets;
import dev.ske.api.StoreInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads {@code A} all the time, by the API and from the environment, until its standard input ends. Each line there is
 * answered with how often it was read, how often the answer was another one than at the start, and what is said of
 * refreshing.
 */
public final class OutageProbe {
    private final String expected = Secrets.get("A");
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private volatile boolean ended;

    public static void main(String[] arguments) throws Exception {
        new OutageProbe().run();
    }

    private void run() throws IOException, InterruptedException {
        Thread[] threads = {new Thread(this::readApi, "api"), new Thread(this::readEnvironment, "environment")};
        for (Thread thread : threads) {
            thread.start();
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            report(Secrets.info());
        }
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void report(StoreInfo info) {
        System.out.println("reads=" + reads + "\nwrong=" + wrong);
        System.out.println("refreshes=" + info.refreshes());
        System.out.println(
                "failing since=" + info.failingSince().map(String::valueOf).orElse("never"));
        System.out.println("failure=" + info.failure().orElse("none") + "\n.");
    }

    private void readApi() {
        while (!ended) {
            boolean right;
            try {
                right = expected.equals(Secrets.get("A"));
            } catch (RuntimeException e) {
                right = false;
            }
            count(right);
        }
    }

    private void readEnvironment() {
        while (!ended) {
            count(expected.equals(System.getenv("A")));
        }
    }

    private void count(boolean right) {
        (right ? reads : wrong).incrementAndGet();
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OutageProbe() {}
}

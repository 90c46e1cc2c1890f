package probe;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads {@code g.n0} to {@code g.nN} as fast as it can while they are replaced, from as many threads as its first argument
 * says, until its standard input ends. Each value must be {@code GENERATION.INDEX}; what is not so is wrong, and so is a
 * generation that is older than what the same thread has seen before.
 */
public final class GenerationProbe {
    private final int names;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong sections = new AtomicLong();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicReference<String> wrong = new AtomicReference<>("nothing");
    private final ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
    private volatile boolean ended;

    public static void main(String[] arguments) throws Exception {
        new GenerationProbe(Integer.parseInt(arguments[1])).run(Integer.parseInt(arguments[0]));
    }

    private void run(int count) throws IOException, InterruptedException {
        Thread[] threads = new Thread[count + 1];
        for (int i = 0; i < count; i++) {
            Way way = Way.values()[i % Way.values().length];
            threads[i] = new Thread(() -> guarded(() -> read(way)), "reader-" + i);
        }
        threads[count] = new Thread(() -> guarded(this::refresh), "refreshing");
        for (Thread thread : threads) {
            thread.start();
        }
        while (System.in.read() >= 0) {
            continue;
        }
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Secrets.refresh();
        int newest = generation("g.n0", Secrets.get("g.n0"), 0);
        System.out.println("reads=" + reads + "\nsections=" + sections + "\nrefreshes=" + refreshes + "\nseen="
                + seen.size() + "\nnewest=" + newest + "\nwrong=" + wrong);
    }

    /** The ways to one value, and the one to all of one moment. */
    private enum Way {
        GET,
        USE,
        GETENV,
        SECTION
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            wrong.compareAndSet("nothing", String.valueOf(e));
        }
    }

    private void read(Way way) {
        int newest = 0;
        while (!ended) {
            if (way == Way.SECTION) {
                newest = section(newest);
                sections.incrementAndGet();
            } else {
                for (int i = 0; i < names && !ended; i++) {
                    newest = generation("g.n" + i, one(way, i), newest);
                    reads.incrementAndGet();
                }
            }
        }
    }

    private static String one(Way way, int index) {
        switch (way) {
            case GET:
                return Secrets.get("g.n" + index);
            case USE:
                return Secrets.use("g.n" + index, String::new);
            default:
                return String.valueOf(System.getenv("G_N" + index));
        }
    }

    private int section(int newest) {
        Map<String, String> all = Secrets.section("g");
        if (all.size() != names) {
            throw new IllegalStateException(all.size() + " values in the section");
        }
        TreeSet<Integer> generations = new TreeSet<>(Collections.reverseOrder());
        all.forEach((name, value) -> generations.add(generation(name, value, newest)));
        if (generations.size() != 1) {
            throw new IllegalStateException("generations " + generations + " in one section");
        }
        return generations.first();
    }

    /** The generation of a value; the rest of it must be what this name's is. */
    private int generation(String name, String value, int newest) {
        int dot = value.indexOf('.');
        if (dot < 0 || !name.equals("g.n" + value.substring(dot + 1))) {
            throw new IllegalStateException(name + " has the value " + value);
        }
        int generation = Integer.parseInt(value.substring(0, dot));
        if (generation < newest) {
            throw new IllegalStateException(name + " is of generation " + generation + " after " + newest);
        }
        seen.add(generation);
        return generation;
    }

    private void refresh() {
        while (!ended) {
            try {
                Secrets.refresh();
                refreshes.incrementAndGet();
                Thread.sleep(50);
            } catch (SecretsException e) {
                throw new IllegalStateException(e.code() + " " + e.getMessage(), e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private GenerationProbe(int names) {
        this.names = names;
    }
}

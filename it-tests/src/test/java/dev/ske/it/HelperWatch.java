package dev.ske.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Finds the helpers of one program in /proc, by a variable of its environment that they inherit. */
final class HelperWatch {
    private static final String VARIABLE = "IT_MARK";

    private final String mark = Any.secret();

    Launch mark(Launch launch) {
        return launch.env(VARIABLE, mark);
    }

    /** Waits for a helper to be there. */
    long await() {
        List<Long> pids = until(30, found -> !found.isEmpty());
        if (pids.isEmpty()) {
            throw new AssertionError("no helper was started");
        }
        return pids.get(0);
    }

    /** The helpers that are still there after some seconds; none as soon as there are none. */
    List<Long> left(int seconds) {
        return until(seconds, List::isEmpty);
    }

    /** Sends a signal: {@code KILL}, {@code STOP}. */
    static void signal(String name, long pid) {
        Launch.of("kill").with("-" + name, Long.toString(pid)).run().silent();
    }

    private List<Long> until(int seconds, Predicate<List<Long>> enough) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Long> pids = find();
        try {
            while (!enough.test(pids) && System.nanoTime() < end) {
                Thread.sleep(20);
                pids = find();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return pids;
    }

    private List<Long> find() {
        List<Long> pids = new ArrayList<>();
        ProcessHandle.allProcesses().map(ProcessHandle::pid).forEach(pid -> {
            if (text(pid, "environ").contains(VARIABLE + "=" + mark)
                    && text(pid, "cmdline").contains("-Dske.helper")) {
                pids.add(pid);
            }
        });
        return pids;
    }

    private static String text(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/" + file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or is somebody else's
        }
    }
}

package dev.ske.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Finds the helpers of one program in /proc, by a variable of its environment that they inherit. */
final class HelperWatch {
    private static final String VARIABLE = "IT_MARK";

    private final String mark = Any.secret();

    Launch mark(Launch launch) {
        return launch.env(VARIABLE, mark);
    }

    /** Waits for a helper to be there. */
    long await() {
        until(30, () -> !find().isEmpty());
        return find().get(0);
    }

    /** Whether no helper is left, now or after at most some seconds. */
    boolean gone(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!find().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Sends a signal: {@code KILL}, {@code STOP}. */
    static void signal(String name, long pid) {
        Launch.of("kill").with("-" + name, Long.toString(pid)).run().silent();
    }

    /** Waits for something that must come. */
    static void until(int seconds, BooleanSupplier come) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!come.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + seconds + " s in vain");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

package dev.ske.cli.run;

import dev.ske.cli.terminal.TakenSignal;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signals that this process gets, for the program that it runs. */
final class Signals {
    private static final String INTERRUPT = "INT";

    /** QUIT is the JVM's own, USR2 too on some platforms; KILL and STOP are nobody's to catch; TSTP and CONT mean this process alone. */
    private static final String[] NAMES = {"TERM", "HUP", INTERRUPT, "USR1", "USR2"};

    private final boolean interrupts;
    private final List<String> early = new ArrayList<>();
    private @Nullable Process process;

    private Signals(boolean interrupts) {
        this.interrupts = interrupts;
    }

    /** From now on none of these signals ends this process; what comes before there is a program is kept for it. */
    static Signals caught(boolean interrupts) {
        Signals signals = new Signals(interrupts);
        if (File.separatorChar == '/') {
            for (String name : NAMES) {
                TakenSignal taken = TakenSignal.of(name, () -> signals.arrived(name));
                if (taken != null && taken.wasIgnored()) {
                    // as under nohup: it stays ignored here, and in the program, which inherits that
                    taken.giveBack();
                }
            }
        }
        return signals;
    }

    private synchronized void arrived(String name) {
        Process running = process;
        if (running != null) {
            forward(name, running);
        } else {
            early.add(name);
        }
    }

    synchronized void forwardTo(Process started) {
        process = started;
        for (String name : early) {
            forward(name, started);
        }
        early.clear();
    }

    private void forward(String name, Process running) {
        if (!running.isAlive() || (name.equals(INTERRUPT) && !interrupts)) {
            return;
        }
        if (name.equals("TERM")) {
            running.destroy();
            return;
        }
        long pid = pid(running);
        boolean sent = pid > 0
                && (send("kill", "-" + name, String.valueOf(pid))
                        || send("/bin/sh", "-c", "kill -" + name + " " + pid));
        if (!sent && (name.equals("HUP") || name.equals(INTERRUPT))) {
            running.destroy(); // where nothing sends them: it was to end
        }
    }

    /** Whether that command was there, and ended well. */
    private static boolean send(String... command) {
        File nowhere = new File("/dev/null");
        try {
            return new ProcessBuilder(command)
                            .redirectInput(nowhere)
                            .redirectOutput(nowhere)
                            .redirectError(nowhere)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** 0: it cannot be told. 9 and newer have a method for it, 8 a field. */
    private static long pid(Process running) {
        try {
            return ((Number) Process.class.getMethod("pid").invoke(running)).longValue();
        } catch (ReflectiveOperationException on8) {
            try {
                Field pid = running.getClass().getDeclaredField("pid");
                pid.setAccessible(true);
                return pid.getInt(running);
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                return 0;
            }
        }
    }
}

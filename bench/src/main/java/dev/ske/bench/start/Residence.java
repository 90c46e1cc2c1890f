package dev.ske.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Memory of a command and its child processes, looked at every two milliseconds. Looking takes time of its own, so no run
 * is both timed and looked at. Pages that processes share, as the JDK's libraries and archives, count once for each.
 */
public final class Residence {
    private static final int SECONDS = 120;
    private static final double MEGABYTE = 1e6;

    private final Map<String, Double> largest = new HashMap<>();
    private double together;

    /**
     * The most megabytes that all its processes held at one time, in each of some runs; empty where the system has no
     * {@code /proc}.
     */
    static List<Double> together(Command command, int runs) throws IOException, InterruptedException, Broken {
        List<Double> most = new ArrayList<>();
        for (int run = 0; run < runs && isKnown(); run++) {
            most.add(watch(command).together);
        }
        return most;
    }

    /** Whether the system tells. */
    public static boolean isKnown() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    /** Runs the command once. */
    public static Residence watch(Command command) throws IOException, InterruptedException, Broken {
        Path output = Files.createTempFile(command.folder(), "output", "");
        Path errors = Files.createTempFile(command.folder(), "errors", "");
        Process process = command.process(List.of())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        Residence residence = new Residence();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
            residence.look(process.toHandle());
            if (System.nanoTime() - end > 0) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new Broken("it did not end within " + SECONDS + " s");
            }
        }
        Meter.check(command, process.exitValue(), output, errors);
        Files.delete(output);
        Files.delete(errors);
        return residence;
    }

    /** The most megabytes of a process whose command line has this in it; 0 if there was none. */
    public double of(String part) {
        return largest.entrySet().stream()
                .filter(each -> each.getKey().contains(part))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    private void look(ProcessHandle top) {
        Map<String, Double> now = new HashMap<>();
        try (Stream<ProcessHandle> below = top.descendants()) {
            Stream.concat(Stream.of(top), below).forEach(each -> look(Path.of("/proc", "" + each.pid()), now));
        }
        together = Math.max(
                together, now.values().stream().mapToDouble(each -> each).sum());
    }

    /** By command line: a child that has not become another program yet has its parent's, and its parent's memory. */
    private void look(Path process, Map<String, Double> now) {
        try {
            String line = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
            List<String> status = Files.readAllLines(process.resolve("status"));
            now.merge(line, megabytes(status, "VmRSS:"), Math::max);
            largest.merge(line, megabytes(status, "VmHWM:"), Math::max);
        } catch (IOException e) {
            // it has ended, or does so while it is looked at
        }
    }

    private static double megabytes(List<String> status, String field) {
        for (String line : status) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / MEGABYTE;
            }
        }
        return 0; // a process that has ended and was not waited for
    }

    private Residence() {}
}

package dev.ske.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The pages of native memory that this process can touch: those that are in no core dump and in no child. */
public final class OurPages {
    /** One mapping: where it begins, its bytes, and whether it can be written. */
    public record Mapping(long address, long bytes, boolean writable) {}

    /** All of them, also of tests before, when what those have started has come to its end. */
    public static List<Mapping> all() {
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("ske-start")) {
                    thread.join();
                }
            }
            List<Mapping> all = new ArrayList<>();
            Mapping last = null;
            for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
                if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                    last = line.contains(" ---p ") ? null : mapping(line);
                } else if (last != null && line.matches("VmFlags:.* dc .*") && line.contains(" dd ")) {
                    all.add(last);
                }
            }
            return all;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Those that there are now and were not there before, by their addresses. */
    public static List<Mapping> since(List<Mapping> before) {
        TreeMap<Long, Mapping> now = new TreeMap<>();
        all().forEach(mapping -> now.put(mapping.address(), mapping));
        before.forEach(mapping -> now.remove(mapping.address()));
        return new ArrayList<>(now.values());
    }

    private static Mapping mapping(String line) {
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        long from = Long.parseUnsignedLong(line, 0, dash, 16);
        long to = Long.parseUnsignedLong(line, dash + 1, space, 16);
        return new Mapping(from, to - from, line.charAt(space + 2) == 'w');
    }

    private OurPages() {}
}

package dev.ske.it.leak;

import dev.ske.it.Launch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code /proc/PID/mem}, page by page. Only pages that the process has, in memory or in swap, are read, as
 * {@code /proc/PID/pagemap} tells: of the others an anonymous mapping has no content at all, and a file's content stands
 * in the file. The kernel lets a debugger read pages without read permission too.
 */
final class ProcessMemory {
    private static final int PAGE = Integer.parseInt(
            Launch.of("getconf").with("PAGESIZE").run().stdout().trim());
    private static final long PRESENT_OR_SWAPPED = 3L << 62;

    private final Path proc;

    ProcessMemory(long pid) {
        this.proc = Path.of("/proc/" + pid);
    }

    Findings search(Search search) {
        Findings found = search.nothing();
        Search.Window window = search.window(found);
        try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r");
                FileChannel pages = FileChannel.open(proc.resolve("pagemap"), StandardOpenOption.READ)) {
            for (String mapping : Files.readAllLines(proc.resolve("maps"))) {
                int dash = mapping.indexOf('-');
                int space = mapping.indexOf(' ');
                long from = Long.parseUnsignedLong(mapping.substring(0, dash), 16);
                long to = Long.parseUnsignedLong(mapping.substring(dash + 1, space), 16);
                window.gap();
                int refused = to < 0 ? 1 : search(from, to, memory, pages, window); // vsyscall is not the process's
                if (refused > 0) {
                    found.note(refused + " unreadable pages in " + mapping.replaceAll(" +", " "));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pages the kernel refused to show. */
    private static int search(long from, long to, RandomAccessFile memory, FileChannel pages, Search.Window window)
            throws IOException {
        ByteBuffer states = ByteBuffer.allocate(8 * 4096).order(ByteOrder.nativeOrder());
        int refused = 0;
        for (long at = from; at < to; ) {
            states.clear().limit((int) Math.min(states.capacity(), (to - at) / PAGE * 8));
            if (pages.read(states, at / PAGE * 8) != states.limit()) {
                throw new IOException("a short read of the page table");
            }
            states.flip();
            while (states.hasRemaining()) {
                int run = run(states, window);
                if (run == 0) {
                    window.gap();
                    at += PAGE;
                }
                for (long end = at + run; at < end; ) {
                    if (read(at, run, memory, window)) {
                        at += run;
                    } else if (run > PAGE) {
                        run = PAGE; // one by one: some of them may be readable
                    } else {
                        window.gap();
                        refused++;
                        at += PAGE;
                    }
                }
            }
        }
        return refused;
    }

    private static boolean read(long at, int count, RandomAccessFile memory, Search.Window window) {
        try {
            memory.seek(at);
            memory.readFully(window.bytes, window.filled, count);
        } catch (IOException e) {
            return false;
        }
        window.scan(count);
        return true;
    }

    /** Takes pages that are there, as many as have room, or one that is not; in bytes. */
    private static int run(ByteBuffer states, Search.Window window) {
        int run = 0;
        while (states.hasRemaining() && run + PAGE <= window.room()) {
            if ((states.getLong(states.position()) & PRESENT_OR_SWAPPED) == 0) {
                break;
            }
            states.getLong();
            run += PAGE;
        }
        if (run == 0) {
            states.getLong();
        }
        return run;
    }
}

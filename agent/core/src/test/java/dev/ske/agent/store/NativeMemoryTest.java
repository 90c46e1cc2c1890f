package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.config.MemorySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel says of the pages that the library maps; on Linux, where the build had a C compiler. */
class NativeMemoryTest {
    private static final String DONT_DUMP = "dd";
    private static final String DONT_FORK = "dc";
    private static final String LOCKED = "lo";

    private int page;

    @BeforeEach
    void load_the_library() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        NativeLibrary.load(null, null, Map.of());
        page = NativeMemory.pageSize();
    }

    @Test
    void unlocked_pages_are_in_no_core_dump_and_no_child() throws IOException {
        assertThat(mapped(NativeMemory.UNLOCKED, "rw-p"))
                .contains(DONT_DUMP, DONT_FORK)
                .doesNotContain(LOCKED);
    }

    @Test
    void locked_pages_are_in_no_core_dump_and_no_child_and_never_swapped() throws IOException {
        assumeTrue(NativeMemory.memlockLimit() >= 2L * page, "RLIMIT_MEMLOCK is too small");
        assertThat(mapped(NativeMemory.LOCKED, "rw-p")).contains(DONT_DUMP, DONT_FORK, LOCKED);
    }

    @Test
    void secret_pages_are_in_no_core_dump_and_no_child_and_never_swapped() throws IOException {
        assumeTrue(kernelHasSecretMemory(), "no memfd_secret: the kernel has none, or RLIMIT_MEMLOCK is too small");
        assertThat(mapped(NativeMemory.SECRET, "rw-s")).contains(DONT_DUMP, DONT_FORK, LOCKED);
    }

    /** So that a machine that has it is never content with less. */
    @Test
    void where_the_kernel_has_secret_pages_they_are_taken() {
        assumeTrue(kernelHasSecretMemory(), "no memfd_secret: the kernel has none, or RLIMIT_MEMLOCK is too small");
        assumeTrue(NativeMemory.memlockLimit() >= 4L * page, "RLIMIT_MEMLOCK is too small");
        assertThat(ProtectedMemory.open(MemorySpec.DEFAULT, null).kind()).isEqualTo("memfd_secret");
    }

    @Test
    void a_secret_page_keeps_no_file_open() throws IOException {
        assumeTrue(kernelHasSecretMemory(), "no memfd_secret: the kernel has none, or RLIMIT_MEMLOCK is too small");
        long address = NativeMemory.map(NativeMemory.SECRET, page, 0);
        List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        NativeMemory.retire(address, page);
        assertThat(open).isNotEmpty().noneMatch(name -> name.contains("secretmem"));
    }

    @Test
    void pages_that_were_given_back_hold_nothing_and_nobody_else_gets_their_addresses() throws IOException {
        assumeTrue(NativeMemory.memlockLimit() >= 2L * page, "RLIMIT_MEMLOCK is too small");
        for (int kind = NativeMemory.UNLOCKED; kind <= NativeMemory.LOCKED; kind++) {
            long address = NativeMemory.map(kind, 2L * page, 0);
            NativeMemory.buffer(address, 2L * page).put(page, (byte) 1);
            assertThat(NativeMemory.retire(address, 2L * page)).isZero();
            List<String> entry = entry(address);
            assertThat(entry.get(0)).contains(" ---p ");
            assertThat(entry).anyMatch(line -> line.matches("Rss: +0 kB"));
            assertThat(entry.get(entry.size() - 1)).doesNotContain(" " + LOCKED);
        }
    }

    @Test
    void what_is_no_kind_and_no_number_of_pages_is_refused() {
        for (long bytes : new long[] {0, -page, 1, page + 1, 1L << 31, Long.MAX_VALUE / page * page}) {
            assertThat(NativeMemory.map(NativeMemory.UNLOCKED, bytes, 0)).isNegative();
        }
        assertThat(NativeMemory.map(0, page, 0)).isNegative();
        assertThat(NativeMemory.map(4, page, 0)).isNegative();
    }

    /** The flags of two pages, of which the kernel says {@code access} and nothing of their neighbours. */
    private List<String> mapped(int kind, String access) throws IOException {
        long address = NativeMemory.map(kind, 2L * page, 0);
        assertThat(address).isPositive();
        List<String> entry = entry(address);
        assertThat(entry.get(0)).startsWith(Long.toHexString(address) + "-" + Long.toHexString(address + 2L * page));
        assertThat(entry.get(0)).contains(" " + access + " ");
        assertThat(entry(address - page).get(0)).contains(" ---p ");
        assertThat(entry(address + 2L * page).get(0)).contains(" ---p ");
        NativeMemory.retire(address, 2L * page);
        String flags = entry.get(entry.size() - 1);
        assertThat(flags).startsWith("VmFlags:");
        return Arrays.asList(flags.split(" +", -1));
    }

    /** What /proc/self/smaps says of the mapping that the address is in, up to its flags. */
    private static List<String> entry(long address) throws IOException {
        List<String> entry = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                int dash = line.indexOf('-');
                within = Long.parseUnsignedLong(line, 0, dash, 16) <= address
                        && address < Long.parseUnsignedLong(line, dash + 1, line.indexOf(' '), 16);
            }
            if (within) {
                entry.add(line);
            }
        }
        assertThat(entry).as("a mapping at %x", address).isNotEmpty();
        return entry;
    }

    /** As far as RLIMIT_MEMLOCK allows it to be seen. */
    private boolean kernelHasSecretMemory() {
        long address = NativeMemory.map(NativeMemory.SECRET, 2L * page, 0);
        if (address < 0) {
            return false;
        }
        NativeMemory.retire(address, 2L * page);
        return true;
    }
}

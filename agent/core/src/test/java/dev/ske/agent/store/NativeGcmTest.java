package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.GcmEngine;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.StrongRandom;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine is taken, and what only that of the processor's instructions promises; AesGcmTest and others test both. */
class NativeGcmTest {
    @TempDir
    Path folder;

    private final ByteBuffer expanded = ByteBuffer.allocateDirect(AesGcm.EXPANDED);
    private final ByteBuffer work = ByteBuffer.allocateDirect(AesGcm.WORK);
    private ProtectedMemory memory;

    @BeforeEach
    void load_the_library() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        memory = ProtectedMemory.open(MemorySpec.DEFAULT, null);
    }

    @Test
    void the_instructions_are_used_where_the_system_says_that_the_processor_has_them() throws IOException {
        boolean there = System.getProperty("os.arch").equals("amd64")
                && List.of(Files.readString(Path.of("/proc/cpuinfo")).split("\\s+"))
                        .containsAll(List.of("aes", "pclmulqdq", "ssse3", "sse4_1"));
        assertThat(engine() instanceof NativeGcm).isEqualTo(there);
    }

    @Test
    void without_them_values_are_sealed_and_read_all_the_same() {
        memory.withoutInstructions();
        assertThat(engine().getClass().getSimpleName()).isEqualTo("BitslicedGcm");
        try (StrongRandom random = new StrongRandom()) {
            byte[] text = "a value".getBytes(StandardCharsets.UTF_8);
            Sealing sealing = new Sealing(random, memory);
            Item item = sealing.secret("A", "A", new PlainBytes(ByteBuffer.wrap(text), 0, text.length));
            SealedStore store = sealing.seal();
            assertThat(store.bytes(item)).isEqualTo(text);
            store.destroy();
        }
    }

    @Test
    void where_protection_is_off_they_are_not_used() throws ReflectiveOperationException {
        ProtectedMemory off = ProtectedMemory.open(MemoryProbe.spec(MemorySpec.Protection.OFF), null);
        assertThat(off.engine(expanded, work)).isNull();
    }

    /** FIPS 197, appendix A.3. */
    @Test
    void the_round_keys_are_those_of_the_standard_and_the_key_is_left_nowhere_else() {
        assumeTrue(engine() instanceof NativeGcm, "the processor has no instructions for it");
        String key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
        engine().expand(ByteBuffer.wrap(HexFormat.of().parseHex(key)), 0);
        String all = HexFormat.of().formatHex(bytes(expanded));
        assertThat(all).startsWith(key + "9ba354118e6925afa51a8b5f2067fcde");
        assertThat(all.substring(2 * 16 * 14, 2 * 16 * 15)).isEqualTo("fe4890d1e6188d0b046df344706c631e");
        assertThat(bytes(work)).containsOnly(0);
    }

    /**
     * No vector register ever goes to the stack, and each function that has one clears them all before it returns: whatever
     * compiler has built the library.
     */
    @Test
    void what_registers_hold_is_neither_spilled_nor_left_in_them() throws Exception {
        byte[] library = NativeLibrary.ofThisMachine();
        assumeTrue(library != null && engine() instanceof NativeGcm, "the library has none of it");
        Path file = Files.write(folder.resolve("libske.so"), library);
        assumeTrue(isOnPath("objdump"), "there is no objdump, which shows a library's instructions");
        Process objdump = new ProcessBuilder("objdump", "-d", "--no-show-raw-insn", file.toString()).start();
        String code = new String(objdump.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(objdump.waitFor()).isZero();
        List<String> moves = found("%xmm\\d+,[-x0-9a-f]*\\([^)]*\\)", code);
        assertThat(moves).isNotEmpty().noneMatch(move -> move.contains("%rsp"));
        String clearing = "(?:\\s+[0-9a-f]+:\\s+pxor +(%xmm\\d+),\\1\\s*\\n){16}";
        String between = "(?:(?!.*%xmm).*\\n)*?";
        int functions = found("\\s[0-9a-f]+:\\s+aesenclast ", code).isEmpty()
                ? 0
                : found(clearing, code).size();
        assertThat(functions).as("expand, hash, mask and crypt").isEqualTo(4);
        assertThat(found(clearing + between + ".*\\sret", code)).hasSize(functions);
    }

    private static boolean isOnPath(String command) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static List<String> found(String pattern, String code) {
        return Pattern.compile(pattern)
                .matcher(code)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private GcmEngine engine() {
        return memory.arena(AesGcm.REGION).engine(expanded, work);
    }

    private static byte[] bytes(ByteBuffer memory) {
        byte[] bytes = new byte[memory.capacity()];
        memory.duplicate().get(bytes);
        return bytes;
    }
}

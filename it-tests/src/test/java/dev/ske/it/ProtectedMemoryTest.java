package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library in the agent's jar: loaded without a word, gone from disk, and its memory in this process alone. */
@NeedsNativeLibrary
class ProtectedMemoryTest {
    private static final String MACHINE = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;
    private Path temporary;

    @BeforeEach
    void write_a_document() throws IOException {
        desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    /** Newer JDKs warn of native access, and forbid it if they are told to. */
    @OnEachJdk
    void it_is_there_without_a_word_and_without_a_file_and_no_child_has_it(Jdk jdk) throws IOException {
        Run told = maps(jdk, desk.agent("secrets.env", "log=info")).run();
        assertThat(told.stderr()).as("%s", told).containsPattern("memory: (memfd_secret|locked)");
        List<List<String>> ways = new ArrayList<>(List.of(List.of()));
        if (jdk.feature() >= 24) {
            ways.add(List.of("--illegal-native-access=deny"));
        }
        for (List<String> way : ways) {
            Run run = maps(jdk, way.isEmpty() ? "-Dnothing=1" : way.get(0), desk.agent("secrets.env"))
                    .run()
                    .silent();
            assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
            assertThat(run.values("own"))
                    .anyMatch(line ->
                            line.matches(".* " + temporary.toString() + "/ske-[0-9a-f]{32}/libske\\.so \\(deleted\\)"));
            if (told.stderr().contains("memory: memfd_secret")) {
                assertThat(run.values("own")).anyMatch(line -> line.matches(".* rw-s .* /secretmem.*"));
            }
            assertThat(run.values("child"))
                    .contains("ended 0")
                    .noneMatch(line -> line.contains("secretmem") || line.contains("libske"));
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).isEmpty();
            }
        }
    }

    /** What is not used is not even loaded: by the processor's instructions, a start has no cipher in Java. */
    @OnEachJdk
    void values_are_opened_by_the_processors_instructions_and_without_the_library_in_java(Jdk jdk) throws IOException {
        desk.write(
                "off.yaml",
                "ske: {keys: ['file:./ske.key'], memory: {protection: off}}\nDB_PASSWORD: "
                        + desk.seal("DB_PASSWORD", secret) + "\n");
        List<String> ours = new ArrayList<>();
        for (String document : List.of("secrets.env", "off.yaml")) {
            Run run = maps(jdk, desk.agent(document), "-verbose:class").run();
            assertThat(run.value("get DB_PASSWORD")).as("%s", run).isEqualTo(secret);
            List<String> engines = new ArrayList<>();
            for (String engine : List.of("store.NativeGcm", "envelope.BitslicedGcm", "envelope.BitslicedAes")) {
                if (run.stdout().contains("dev.ske.agent." + engine + " ")) {
                    engines.add(engine);
                }
            }
            ours.add(String.join(" ", engines));
        }
        String java = "envelope.BitslicedGcm envelope.BitslicedAes";
        assertThat(ours).containsExactly(hasInstructions() ? "store.NativeGcm" : java, java);
    }

    private static boolean hasInstructions() throws IOException {
        return MACHINE.equals("x86_64")
                && List.of(Files.readString(Path.of("/proc/cpuinfo")).split("\\s+"))
                        .containsAll(List.of("aes", "pclmulqdq", "ssse3", "sse4_1"));
    }

    /** The kernel tells of each mapping whether it is kept out of core dumps and children, and what may be done with it. */
    @OnOldestAndNewestJdk
    void an_attempt_to_attach_that_fails_leaves_no_page_behind(Jdk jdk) throws IOException {
        String foreign = new Sealer(LocalKey.random()).seal("DB_PASSWORD", secret);
        desk.write("foreign.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\nDB_PASSWORD=" + foreign);
        try (Live program = AttachTest.start(jdk)) {
            assertThatThrownBy(() -> AttachTest.attach(program, "config=" + folder.resolve("foreign.env")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(program.ask("get:DB_PASSWORD").stderr()).contains("[KEY_MISMATCH]");
            assertThat(accessible(program.pid())).isEmpty();
            AttachTest.attach(program, "config=" + folder.resolve("secrets.env"));
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo(secret);
            assertThat(accessible(program.pid())).hasSize(2);
            AttachTest.attach(program, "config=" + folder.resolve("secrets.env"));
            assertThat(program.ask("get:DB_PASSWORD").stderr()).contains("serves this JVM already");
            assertThat(accessible(program.pid()))
                    .as("a second agent takes none")
                    .hasSize(2);
            assertThat(program.end().exit()).isZero();
        }
    }

    /** The store is whole then, and its doors are woven: a module that the agent misses is missed last. */
    @Test
    void an_attempt_that_fails_when_all_is_open_leaves_no_page_behind() throws IOException {
        Jdk jdk = Jdk.newest();
        assumeTrue(jdk.feature() >= 9, "no JDK with modules to leave out");
        desk.write(
                "hard.env",
                "SKE_KEYS=file:./ske.key\nSKE_HARDENING_HEAP_DUMPS=off\nA=" + desk.seal("A", secret) + "\n");
        Map<String, String> limited = Map.of("JDK_JAVA_OPTIONS", "--limit-modules=java.base,java.instrument");
        try (Live program = AttachTest.start(jdk, limited)) {
            assertThatThrownBy(() -> AttachTest.attach(program, "config=" + folder.resolve("hard.env")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(program.ask("get:A").stderr()).contains("[MEMORY_UNAVAILABLE]", "jdk.management");
            assertThat(accessible(program.pid())).isEmpty();
            assertThat(program.end().exit()).isZero();
        }
    }

    /** The agent's pages, without those around them. */
    private static List<String> accessible(long pid) throws IOException {
        List<String> found = new ArrayList<>();
        String mapping = "";
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                mapping = line;
            } else if (line.matches("VmFlags:.* dc .*") && line.contains(" dd ") && !mapping.contains(" ---p ")) {
                found.add(mapping);
            }
        }
        return found;
    }

    @Test
    void a_prepared_folder_has_the_library_too_and_then_no_file_is_written() throws IOException {
        Path cache = folder.resolve("cache");
        Run prepared = Ske.run(folder, "prepare", "--dir", cache.toString());
        assertThat(prepared.exit()).as("%s", prepared).isZero();
        assertThat(prepared.stdout())
                .containsPattern("(?m)^" + cache + "/libske-.*-linux-" + MACHINE + "\\.so: for protected memory, new$");
        Run run = maps(Jdk.running(), desk.agent("secrets.env"))
                .env("SKE_CACHE", cache.toString())
                .run()
                .silent();
        assertThat(run.values("own"))
                .anyMatch(line -> line.matches(".* " + cache + "/libske-.*-linux-" + MACHINE + "\\.so"))
                .noneMatch(line -> line.contains("(deleted)") && line.contains("libske"));
    }

    private Launch maps(Jdk jdk, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Djava.io.tmpdir=" + temporary);
        return jdk.program("probe.Maps", all);
    }
}

package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelperCacheTest {
    @TempDir
    Path home;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path above;
    private Path folder;
    private Path agentJar;

    @BeforeEach
    void prepare() throws IOException {
        home = home.toRealPath();
        above = Files.createDirectory(home.resolve("above"));
        folder = Files.createDirectory(above.resolve("ske-cache"));
        agentJar = above.resolve("ske-agent.jar");
        write(folder.resolve(HelperCache.JAR), HelperCache.comment());
        Files.write(folder.resolve(HelperCache.archiveName()), new byte[10]);
        mode(above, "rwxr-xr-x");
        mode(folder, "rwxr-xr-x");
        mode(folder.resolve(HelperCache.JAR), "rw-r--r--");
        mode(folder.resolve(HelperCache.archiveName()), "rw-r--r--");
        Log.level(Log.Level.INFO);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        Log.level(Log.Level.WARN);
    }

    @Test
    void a_folder_that_only_we_can_change_is_used_wherever_it_is_named() throws IOException {
        for (HelperCache cache : new HelperCache[] {
            HelperCache.find(folder, Map.of(), home.resolve("elsewhere.jar")),
            HelperCache.find(null, Map.of(CacheFolder.VARIABLE, folder.toString()), home.resolve("elsewhere.jar")),
            HelperCache.find(null, Map.of(), agentJar)
        }) {
            assertThat(cache).isNotNull();
            assertThat(cache.jar()).isEqualTo(folder.resolve("ske-helper.jar"));
            assertThat(cache.archive()).isEqualTo(folder.resolve(HelperCache.archiveName()));
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void a_folder_that_is_named_by_a_link_is_used_by_its_real_name() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), above);
        HelperCache cache = HelperCache.find(link.resolve("ske-cache"), Map.of(), agentJar);
        assertThat(cache).isNotNull();
        assertThat(cache.jar()).isEqualTo(folder.resolve("ske-helper.jar"));
    }

    @Test
    void where_there_is_none_beside_the_agent_nothing_is_said() {
        assertThat(HelperCache.find(null, Map.of(), home.resolve("ske-agent.jar")))
                .isNull();
        assertThat(printed()).isEmpty();
    }

    @Test
    void one_that_is_named_and_not_there_is_said() {
        Path none = home.resolve("none");
        refused(none, none + " is not used: there is no such folder; the helper starts from the agent's jar");
        assertThat(HelperCache.find(null, Map.of(CacheFolder.VARIABLE, "a\0b"), agentJar))
                .isNull();
        assertThat(printed()).contains("SKE_CACHE is not used: it is no path");
    }

    @ParameterizedTest
    @CsvSource({
        "above/ske-cache, rwxrwxr-x, writable by its group",
        "above/ske-cache, rwxr-xrwx, writable by others",
        "above, rwxrwxr-x, writable by its group",
        "above, rwxr-xrwx, writable by others",
        "above/ske-cache/ske-helper.jar, rw-rw-r--, writable by its group",
        "above/ske-cache/ske-helper.jar, rw-r--rw-, writable by others"
    })
    void what_somebody_else_can_write_is_refused(String path, String mode, String why) throws IOException {
        mode(home.resolve(path), mode);
        refused(folder, folder + " is not used: " + home.resolve(path) + " is " + why);
    }

    @Test
    void an_archive_that_somebody_else_can_write_refuses_all() throws IOException {
        Path archive = folder.resolve(HelperCache.archiveName());
        mode(archive, "rw-rw----");
        refused(folder, archive + " is writable by its group");
    }

    @Test
    void a_sticky_folder_above_is_fine_and_the_folder_itself_may_not_be_one() throws Exception {
        chmod("1777", above);
        assertThat(HelperCache.find(folder, Map.of(), agentJar)).isNotNull();
        chmod("1777", folder);
        refused(folder, folder + " is writable by its group");
    }

    @Test
    void what_belongs_to_somebody_else_is_refused() throws Exception {
        assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root can give files away");
        for (Path given : new Path[] {folder.resolve(HelperCache.JAR), folder, above}) {
            assertThat(run("chown", "4711", given.toString())).isZero();
            refused(folder, given + " belongs to user 4711, who is neither root nor the user of this process");
            assertThat(run("chown", "0", given.toString())).isZero();
        }
        assertThat(HelperCache.find(folder, Map.of(), agentJar)).isNotNull();
    }

    @Test
    void a_jar_that_is_a_link_or_no_file_is_refused() throws IOException {
        Path jar = folder.resolve(HelperCache.JAR);
        Files.move(jar, home.resolve("real.jar"));
        refused(folder, "it has no ske-helper.jar");
        Files.createSymbolicLink(jar, home.resolve("real.jar"));
        refused(folder, jar + " is a link");
        Files.delete(jar);
        Files.createDirectory(jar);
        mode(jar, "rwxr-xr-x");
        refused(folder, jar + " is not a regular file");
    }

    @Test
    void a_jar_of_another_version_or_one_that_was_cut_is_refused() throws IOException {
        Path jar = folder.resolve(HelperCache.JAR);
        write(jar, "ske-helper 0.0.1");
        refused(folder, "ske-helper.jar is not of version");
        write(jar, HelperCache.comment());
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length - 1));
        refused(folder, "ske-helper.jar is not of version");
        Files.write(jar, new byte[3]);
        refused(folder, "ske-helper.jar is not of version");
    }

    @Test
    void without_an_archive_for_this_jvm_the_agents_jar_is_faster() throws IOException {
        Files.delete(folder.resolve(HelperCache.archiveName()));
        refused(folder, "it has no archive for this JVM, " + HelperCache.archiveName());
    }

    @Test
    void where_the_system_does_not_say_who_we_are_only_roots_files_are_trusted() throws IOException {
        CacheRules rules = new CacheRules(home.resolve("no-proc"));
        boolean roots = (int) Files.getAttribute(folder, "unix:uid") == 0;
        String objection = rules.toFile(folder.resolve(HelperCache.JAR));
        if (roots) {
            assertThat(objection).isNull();
        } else {
            assertThat(objection).contains("belongs to user");
        }
    }

    @Test
    void an_archive_is_named_by_agent_and_jvm_in_safe_characters() {
        assertThat(HelperCache.build("17.0.20+8-LTS", "Eclipse Adoptium", "amd64"))
                .isEqualTo("17.0.20_8_LTS-Eclipse_Adoptium-amd64");
        assertThat(HelperCache.archiveName()).matches("ske-helper-[A-Za-z0-9._-]+\\.jsa");
    }

    private void refused(Path named, String why) {
        printed.reset();
        @Nullable HelperCache cache = HelperCache.find(named, Map.of(), agentJar);
        assertThat(cache).isNull();
        assertThat(printed()).startsWith("ske: info: ").contains(why).hasLineCount(1);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void write(Path jar, String comment) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("x"));
            out.setComment(comment);
        }
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void chmod(String mode, Path path) throws Exception {
        assertThat(run("chmod", mode, path.toString())).isZero();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

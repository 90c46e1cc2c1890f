package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of memory and the ways to the library, in JVMs of their own; on Linux, where the build had a C compiler. */
class ProtectedMemoryTest {
    private static final int ABORTED = 134;
    private static final String LOCKED = "memfd_secret|locked";

    /** The class path, where nobody can read it too: the project's folder may be closed to all but its owner. */
    private static String classes = "";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void share_the_classes() throws IOException {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            copies.add(Files.isDirectory(original) ? copy(original, shared.resolve("" + copies.size())) : entry);
        }
        classes = String.join(File.pathSeparator, copies);
    }

    private static String copy(Path original, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(original.relativize(file).toString()));
            }
        }
        return copy.toString();
    }

    @BeforeEach
    void there_must_be_a_library() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
    }

    @Test
    void auto_takes_locked_memory_where_the_limit_allows_it_and_leaves_no_file() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Said said = java("auto", "maps");
        assertThat(said.value("kind")).as("%s", said).matches(LOCKED);
        assertThat(said.text()).containsPattern(folder + "/ske-[0-9a-f]{32}/libske\\.so \\(deleted\\)");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        if (said.value("kind").equals("memfd_secret")) {
            assertThat(said.text()).contains("/secretmem (deleted)").containsPattern("VmFlags:.* lo .*dd");
        }
    }

    /** Shells of many systems set 002, some daemons 0. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "002", "077"})
    void the_library_is_nobody_elses_to_write_whatever_the_umask_is(String umask) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Said said = shell("umask " + umask + "; exec \"$@\"", "auto", "maps");
        assertThat(said.value("kind")).as("%s", said).matches(LOCKED);
        assertThat(said.text()).contains(folder + "/ske-");
    }

    @ParameterizedTest
    @CsvSource({"0", "8"})
    void a_limit_that_is_too_small_is_honoured_for_root_too(int kib) throws Exception {
        Said said = shell("ulimit -l " + kib + "; exec \"$@\"", "auto", "nothing");
        assertThat(said.value("kind")).isEqualTo("not locked, kept out of core dumps");
        assertThat(said.value("note"))
                .isEqualTo("RLIMIT_MEMLOCK is " + kib * 1024 + " bytes and " + 4 * page() + " are needed");
        Said required = shell("ulimit -l " + kib + "; exec \"$@\"", "required", "nothing");
        assertThat(required.value("code")).isEqualTo("MEMORY_UNAVAILABLE");
        assertThat(required.value("message"))
                .isEqualTo("/ske/memory/protection requires locked memory, and there is none: RLIMIT_MEMLOCK is "
                        + kib * 1024 + " bytes and " + 4 * page() + " are needed");
        assertThat(required.value("hint"))
                .contains(
                        "raise it to 65536: ulimit -l 64",
                        "LimitMEMLOCK=64K",
                        "--ulimit memlock=65536",
                        "/ske/memory/protection set to auto");
    }

    @Test
    void the_usual_limit_is_enough_for_nobody() throws Exception {
        assumeTrue(isRoot(), "these tests do not run as root, who alone can become nobody");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        // the folder is open to all and not sticky: the next one is taken
        Said said = shell(nobody("ulimit -l 64"), "required", "nothing");
        assertThat(said.value("kind")).as("%s", said).matches(LOCKED);
    }

    /** Of 16 KiB four pages can be had, and then no more; what is mapped already stays as it is. */
    @Test
    void memory_that_grows_past_the_limit_is_of_the_next_kind_or_refused() throws Exception {
        assumeTrue(page() == 4096, "this machine's pages are larger");
        Said said = shell("ulimit -l 16; exec \"$@\"", "auto", "grow");
        assertThat(said.value("kind")).as("%s", said).matches(LOCKED);
        assertThat(said.value("after")).isEqualTo("not locked, kept out of core dumps");
        Said required = shell("ulimit -l 16; exec \"$@\"", "required", "grow");
        assertThat(required.value("kind")).matches(LOCKED);
        assertThat(required.value("code")).isEqualTo("MEMORY_UNAVAILABLE");
        assertThat(required.value("message")).contains("RLIMIT_MEMLOCK of 16384 bytes is used up");
        assertThat(required.value("hint")).contains("ulimit -l 64");
    }

    /** Else a refresh that tries again would put keys where the configuration forbids it. */
    @Test
    void required_memory_that_is_refused_once_is_not_had_unlocked_the_next_time() throws Exception {
        assumeTrue(page() == 4096, "this machine's pages are larger");
        Said said = shell("ulimit -l 16; exec \"$@\"", "required", "grow-again");
        assertThat(said.text()).contains("grown=2").doesNotContain("grown=3", "grown=7");
        assertThat(said.text()).contains("refused=3 ", "refused=7 ").doesNotContain("used up, RLIMIT");
        assertThat(said.value("after")).as("%s", said).matches(LOCKED);
    }

    @Test
    void off_takes_plain_memory_and_loads_no_library() throws Exception {
        Said said = java("off", "maps");
        assertThat(said.value("kind")).isEqualTo("off-heap, not locked");
        assertThat(said.text()).contains("kind=").doesNotContain("libske", "secretmem");
    }

    /** The kernel itself counts what is locked of nobody, whom it does not let pass as it does root. */
    @Test
    void the_least_limit_is_enough_again_and_again_if_arenas_are_closed() throws Exception {
        assumeTrue(page() == 4096, "this machine's pages are larger");
        Said said = shell(nobody("ulimit -l 16"), "required", "again");
        assertThat(said.value("kind")).as("%s", said).matches(LOCKED);
        assertThat(said.value("after")).as("%s", said).matches(LOCKED);
    }

    @Test
    void a_store_that_finds_room_for_half_of_what_it_needs_leaves_nothing() throws Exception {
        assumeTrue(page() == 4096, "this machine's pages are larger");
        Said said = shell("ulimit -l 16; exec \"$@\"", "required", "pool-without-room");
        assertThat(said.value("code")).as("%s", said).isEqualTo("MEMORY_UNAVAILABLE");
        assertThat(said.value("pages")).as("those that were there before").isEqualTo("3");
    }

    /** Others in the process may lock memory too. */
    @Test
    void where_the_limit_is_used_up_by_others_it_is_said_of_each_kind_and_nothing_is_left_behind() throws Exception {
        Said said = shell(nobody("ulimit -l 64"), "auto", "used-up");
        assertThat(said.value("kind")).as("%s", said).isEqualTo("not locked, kept out of core dumps");
        assertThat(said.value("note")).matches("memfd_secret: [^,]+ \\(E[A-Z]+\\), mlock: [^,]+ \\((ENOMEM|EAGAIN)\\)");
        assertThat(Integer.parseInt(said.value("more mappings"))).isLessThan(50);
        Said required = shell(nobody("ulimit -l 64"), "required", "used-up");
        assertThat(required.value("code")).isEqualTo("MEMORY_UNAVAILABLE");
        assertThat(required.value("message")).contains("mlock: ");
        assertThat(required.value("hint")).contains("ulimit -l 64", "--ulimit memlock=65536");
    }

    /** The first prints what can be done; what then ends the JVM is the page's protection. */
    @ParameterizedTest
    @ValueSource(strings = {"write-sealed", "write-sealed-beside-closed", "read-closed", "below", "above"})
    void misuse_ends_the_jvm(String misuse) throws Exception {
        Said said = shell("ulimit -c 0; exec \"$@\"", "auto", misuse);
        assertThat(said.exit()).as("%s", said).isEqualTo(ABORTED);
        assertThat(said.text()).contains("before", "SIGSEGV").doesNotContain("after=");
        assertThat(Files.readString(folder.resolve("hs_err.log"))).contains("SIGSEGV");
    }

    @Test
    void a_process_without_core_dumps_is_roots() throws Exception {
        assumeTrue(isRoot(), "these tests do not run as root, who alone can become nobody");
        Said said = shell("exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"", "off", "core-dumps-off");
        assertThat(said.value("owner")).as("of its files in /proc").isEqualTo("0");
    }

    @Test
    void folders_that_are_mounted_noexec_are_passed_over_and_a_prepared_one_is_enough() throws Exception {
        assumeTrue(isRoot(), "these tests do not run as root, who alone can mount");
        String one = "mount -t tmpfs -o noexec none " + folder + " && exec \"$@\"";
        List<String> unshare = List.of("unshare", "-m", "sh", "-c");
        assumeTrue(run(with(unshare, one, "sh", "true"), Map.of()).exit() == 0, "mounts are not permitted here");
        Said next = run(with(with(unshare, one, "sh"), command("auto", "maps")), Map.of());
        assertThat(next.value("kind")).matches(LOCKED);
        assertThat(next.text()).containsPattern(" /(tmp|var/tmp|dev/shm)/ske-[0-9a-f]{32}/libske\\.so \\(deleted\\)");

        // What the JVM needs may lie below one of these folders itself: it is still reached by way of another.
        String all = "mount --bind " + shared + " /mnt || exit 1;"
                + " for d in /tmp /var/tmp /dev/shm; do mount -t tmpfs -o noexec none $d || exit 1; done; exec \"$@\"";
        Said none = run(with(with(unshare, all, "sh"), elsewhere("required", "maps")), Map.of());
        assertThat(none.value("code")).as("%s", none).isEqualTo("MEMORY_UNAVAILABLE");
        assertThat(none.value("message"))
                .contains("the native library cannot be loaded (" + folder + ": not there, /tmp: mounted noexec, ")
                .contains("/var/tmp: ", "/dev/shm: ");
        assertThat(none.value("hint")).contains("noexec", "-Djava.io.tmpdir=", "prepare --dir ", "SKE_CACHE=");
        Said plain = run(with(with(unshare, all, "sh"), elsewhere("auto", "maps")), Map.of());
        assertThat(plain.value("kind")).isEqualTo("off-heap, not locked");
        assertThat(plain.value("note")).contains("the native library cannot be loaded (");

        Said nowhere = run(
                with(with(unshare, all, "sh"), elsewhere("required", "maps")),
                Map.of("SKE_CACHE", folder + "/nowhere"));
        assertThat(nowhere.value("message"))
                .contains("(" + folder + "/nowhere/" + NativeLibrary.fileName() + ": not there, ");

        Path prepared = Files.createDirectory(shared.resolve("prepared"));
        Path file = prepared.resolve(NativeLibrary.fileName());
        String seen = "/mnt/prepared/" + NativeLibrary.fileName();
        Files.write(file, NativeLibrary.ofThisMachine());
        Map<String, String> variable = Map.of("SKE_CACHE", "/mnt/prepared");
        Said found = run(with(with(unshare, all, "sh"), elsewhere("required", "maps")), variable);
        assertThat(found.value("kind")).as("%s", found).matches(LOCKED);
        assertThat(found.text()).contains(seen);

        byte[] changed = NativeLibrary.ofThisMachine();
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        Said other = run(with(with(unshare, all, "sh"), elsewhere("required", "maps")), variable);
        assertThat(other.value("message")).contains(seen + " is not the library of this jar");
        Files.write(file, NativeLibrary.ofThisMachine());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Said open = run(with(with(unshare, all, "sh"), elsewhere("required", "maps")), variable);
        assertThat(open.value("message")).contains(seen + " is writable by its group");
    }

    /** The command where the classes are reached by way of /mnt. */
    private String[] elsewhere(String protection, String thing) {
        String[] command = command(protection, thing);
        for (int i = 0; i < command.length; i++) {
            command[i] = command[i].replace(shared.toString(), "/mnt");
        }
        return command;
    }

    private Said java(String protection, String thing) throws Exception {
        return run(List.of(command(protection, thing)), Map.of());
    }

    private Said shell(String script, String protection, String thing) throws Exception {
        return run(with(List.of("sh", "-c", script, "sh"), command(protection, thing)), Map.of());
    }

    private String[] command(String protection, String thing) {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xint",
            "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            classes,
            MemoryProbe.class.getName(),
            protection,
            thing
        };
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static Said run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    private static int page() throws IOException, InterruptedException {
        Process getconf = new ProcessBuilder("getconf", "PAGESIZE").start();
        int page = Integer.parseInt(new String(getconf.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
        getconf.waitFor();
        return page;
    }

    /** A script that runs a command as nobody, or if these tests do not run as root as who they run as. */
    private static String nobody(String before) throws Exception {
        String script =
                before + "; exec " + (isRoot() ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "") + "\"$@\"";
        assumeTrue(
                run(List.of("sh", "-c", script, "sh", "true"), Map.of()).exit() == 0,
                "there is no setpriv, or the limit cannot be set");
        return script;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** How a JVM ended and what it printed. */
    private record Said(int exit, String text) {
        String value(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing about " + name + "\n" + this));
        }
    }
}

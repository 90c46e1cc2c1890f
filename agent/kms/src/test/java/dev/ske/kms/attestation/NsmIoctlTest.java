package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real devices and real calls of the C library, in a JVM that has java.lang.foreign: {@link NsmProbe} runs there. */
class NsmIoctlTest {
    private static final int FIRST_JAVA = 22;

    /** Of terminals: struct winsize {unsigned short rows, columns, x pixels, y pixels} (asm-generic/ioctls.h). */
    @Test
    void a_struct_goes_through_ioctl_to_a_device_and_comes_back() throws IOException, InterruptedException {
        assertThat(probe("window", "/dev/ptmx", "37", "111")).containsExactly("rows 37, columns 111");
    }

    @Test
    void a_device_is_asked_and_what_it_left_in_the_buffer_is_the_answer() throws IOException, InterruptedException {
        // TIOCGPTN writes 4 bytes where the driver of the module would find the address of the request, and nothing
        // else
        assertThat(probe("ask", "/dev/ptmx", "0x80045430")).containsExactly("12288 bytes, not 0: 0");
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/null, ATTESTATION_FETCH_FAILED /dev/null cannot be asked: the system says error 25",
        "/dev/none-such, ATTESTATION_UNAVAILABLE /dev/none-such cannot be opened: there is no such file (ENOENT)",
        "/proc, ATTESTATION_FETCH_FAILED /proc cannot be opened: the system says error 21"
    })
    void what_is_no_module_is_told_by_the_systems_error(String path, String said)
            throws IOException, InterruptedException {
        assertThat(probe("ask", path, "0xC0200A00")).containsExactly(said);
    }

    @Test
    void nobody_need_allow_the_jdk_anything_where_its_lookups_are_open_to_us()
            throws IOException, InterruptedException {
        List<String> options = List.of("--add-opens=java.base/java.lang.invoke=ALL-UNNAMED");
        List<String> denied = new ArrayList<>(options);
        if (newer().orElseThrow().feature() >= 24) {
            denied.add("--illegal-native-access=deny");
        }
        assertThat(run(denied, "window", "/dev/ptmx", "1", "2")).containsExactly("rows 1, columns 2");
    }

    @Test
    void a_jvm_that_forbids_it_says_so() throws IOException, InterruptedException {
        assumeTrue(newer().map(Jvm::feature).orElse(0) >= 24, "no JDK of 24 or newer was found");
        assertThat(run(List.of("--illegal-native-access=deny"), "ask", "/dev/null", "0"))
                .containsExactly("ATTESTATION_UNAVAILABLE this JVM does not let the agent call the C library:"
                        + " IllegalCallerException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "11", "17", "21"})
    void an_older_java_is_told_by_its_version_and_pointed_to_an_endpoint(String version) {
        Failure failure = refused("Linux", "amd64", version);
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
        assertThat(failure)
                .hasMessage("the device needs Java 22 or newer, and this is Java " + version.replaceFirst("^1\\.", ""));
        assertThat(failure.hint()).contains("source: http://", "or run it with Java 22 or newer");
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Mac OS X, aarch64", "Linux, riscv64"})
    void other_systems_have_no_enclaves(String system, String machine) {
        Failure failure = refused(system, machine, "25");
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
        assertThat(failure).hasMessageContaining(system).hasMessageContaining(machine);
        assertThat(failure.hint()).contains("source: http://");
    }

    @ParameterizedTest
    @CsvSource({"amd64, 22", "x86_64, 25", "aarch64, 28"})
    void newer_javas_on_both_machines_are_fine(String machine, String version) {
        assertThatCode(() -> Libc.check(jvm("Linux", machine, version))).doesNotThrowAnyException();
    }

    @Test
    void a_request_that_the_driver_would_not_take_is_not_made() {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> new NsmIoctl().ask(new byte[NsmDevice.LONGEST_REQUEST + 1]));
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
        assertThat(failure).hasMessageContaining("too large");
    }

    private static Failure refused(String system, String machine, String version) {
        return catchThrowableOfType(Failure.class, () -> Libc.check(jvm(system, machine, version)));
    }

    private static Properties jvm(String system, String machine, String version) {
        Properties jvm = new Properties();
        jvm.setProperty("os.name", system);
        jvm.setProperty("os.arch", machine);
        jvm.setProperty("java.specification.version", version);
        return jvm;
    }

    private static List<String> probe(String... arguments) throws IOException, InterruptedException {
        return run(List.of("--enable-native-access=ALL-UNNAMED"), arguments);
    }

    /** What it printed, on standard error too: a warning would be seen. */
    private static List<String> run(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Optional<Jvm> jvm = newer();
        assumeTrue(jvm.isPresent(), "no JDK of " + FIRST_JAVA + " or newer was found");
        List<String> command = new ArrayList<>();
        command.add(jvm.get().java().toString());
        command.addAll(options);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), NsmProbe.class.getName());
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }

    private record Jvm(int feature, Path java) {}

    /** As the black-box tests find theirs: {@code SKE_TEST_JDKS}, else what is installed. */
    private static Optional<Jvm> newer() throws IOException {
        String listed = System.getProperty("SKE_TEST_JDKS", System.getenv().getOrDefault("SKE_TEST_JDKS", ""));
        Stream<Jvm> all = listed.isBlank()
                ? installed().stream()
                : Arrays.stream(listed.trim().split("[\\s,]+", -1))
                        .map(item -> jvm(
                                Integer.parseInt(item.substring(0, item.indexOf('='))),
                                item.substring(item.indexOf('=') + 1)));
        return all.filter(jvm -> jvm.feature >= FIRST_JAVA && Files.isExecutable(jvm.java))
                .findFirst();
    }

    private static List<Jvm> installed() throws IOException {
        List<Jvm> found = new ArrayList<>();
        found.add(jvm(Runtime.version().feature(), System.getProperty("java.home")));
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> homes = Files.list(usual)) {
                for (Path home : homes.sorted().toList()) {
                    Path release = home.resolve("release");
                    if (Files.isReadable(release)) {
                        Properties about = new Properties();
                        about.load(Files.newBufferedReader(release));
                        String version = about.getProperty("JAVA_VERSION", "0").replaceAll("[^0-9.]", "");
                        found.add(jvm((int) Double.parseDouble(version.replaceFirst("\\..*", "")), home.toString()));
                    }
                }
            }
        }
        return found;
    }

    private static Jvm jvm(int feature, String home) {
        return new Jvm(feature, Path.of(home, "bin", "java"));
    }
}

package dev.ske.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.boot.Bridge;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The API reaches the one bridge from wherever it was loaded; where it takes another JVM to show that, in one. */
final class BridgeLookupTest {
    private static final Path API = Path.of(System.getProperty("ske.classes"));
    private static final Path BOOT = Path.of(System.getProperty("ske.boot.classes"));
    private static final Path TESTS = Path.of(System.getProperty("ske.test.classes"));
    private static final String BRIDGE = "dev/ske/boot/Bridge.class";

    private final String value = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    @AfterEach
    void no_agent() {
        Bridge.agent = null;
    }

    @Test
    void a_web_application_with_a_copy_of_its_own_reaches_the_agent() throws Exception {
        try (URLClassLoader loader = new ChildFirst(API)) {
            assertThat(ask(loader)).isEqualTo(value);
        }
    }

    @Test
    void a_loader_without_a_parent_reaches_the_agent() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {API.toUri().toURL()}, null)) {
            assertThat(ask(loader)).isEqualTo(value);
        }
    }

    @Test
    void the_module_path_reaches_the_agent() throws Exception {
        List<String> options =
                List.of("-p", API.toString(), "--add-modules", "dev.ske.api", boot(BOOT), "-cp", TESTS.toString());
        assertThat(run(options, "agent")).containsExactly("module dev.ske.api", "the value of name");
    }

    @Test
    void an_agent_that_is_attached_after_the_first_call_is_found() throws Exception {
        Path later = Files.createDirectory(folder.resolve("boot"));
        List<String> options = List.of(boot(later), "-cp", classPath(API, TESTS));
        assertThat(run(
                        options,
                        "later",
                        BOOT.resolve(BRIDGE).toString(),
                        later.resolve(BRIDGE).toString()))
                .containsExactly("module null", "SECRETS_UNAVAILABLE", "the value of name");
    }

    @Test
    void a_bridge_that_was_packed_into_the_program_is_no_agent() throws Exception {
        List<String> options = List.of("-cp", classPath(API, TESTS));
        assertThat(run(options, "agent")).containsExactly("module null", "SECRETS_UNAVAILABLE");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "the JDK has no security manager any more")
    void a_security_manager_hides_neither_the_agent_nor_its_absence() throws Exception {
        String manager = "-Djava.security.manager";
        assertThat(run(List.of(manager, boot(BOOT), "-cp", classPath(API, TESTS)), "agent"))
                .containsExactly("module null", "the value of name");
        assertThat(run(List.of(manager, "-cp", classPath(API, TESTS)), "agent"))
                .containsExactly("module null", "SECRETS_UNAVAILABLE");
    }

    @Test
    void a_bridge_without_its_method_is_unavailable() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("dev/ske/boot"));
        Files.write(broken.resolve("Bridge.class"), "no class file".getBytes(StandardCharsets.UTF_8));
        List<String> options = List.of(boot(folder), "-cp", classPath(API, TESTS));
        assertThat(run(options, "nobody")).containsExactly("module null", "SECRETS_UNAVAILABLE");
    }

    private Object ask(ClassLoader loader) throws ReflectiveOperationException {
        Bridge.agent = (operation, arguments) -> operation == 11 && arguments[0].equals("name") ? value : null;
        Class<?> copy = Class.forName("dev.ske.api.Secrets", true, loader);
        assertThat(copy).isNotSameAs(Secrets.class);
        try {
            return copy.getMethod("get", String.class).invoke(null, "name");
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static List<String> run(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:off"); // the boot class path is appended to, which the archive's complaint would tell
        command.addAll(options);
        command.add("dev.ske.program.Asks");
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile("asks", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return printed;
        } finally {
            Files.delete(errors);
        }
    }

    private static String boot(Path classes) {
        return "-Xbootclasspath/a:" + classes;
    }

    private static String classPath(Path... entries) {
        return String.join(
                System.getProperty("path.separator"),
                Arrays.stream(entries).map(Path::toString).toList());
    }

    /** As application servers load a web application's classes: its own copy first. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, BridgeLookupTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("dev.ske.api.")) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
                return super.loadClass(name, resolve);
            }
        }
    }
}

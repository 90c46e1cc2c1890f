package dev.ske.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.FakeKms;
import dev.ske.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "java, true",
        "/opt/jdk/bin/java, true",
        "./java.exe, true",
        "C/javaw.exe, true",
        "javac, false",
        "java/run, false",
        "JAVA, false",
        "mvn, false"
    })
    void a_java_launcher_is_known_by_its_last_name(String name, boolean java) {
        assertThat(Program.of(name, shell("")).isJava()).isEqualTo(java);
    }

    @Test
    void the_first_executable_of_the_path_is_meant() throws IOException {
        file("one/app", "rw-r--r--");
        assertThat(Program.of("app", shell("one")).isThere()).isTrue();
        assertThat(Program.of("app", shell("one")).isExecutable()).isFalse();
        file("two/app", "rwxr-xr-x");
        assertThat(Program.of("app", shell("one:two")).isExecutable()).isTrue();
        assertThat(Program.of("./two/app", shell("")).isExecutable()).isTrue();
        assertThat(Program.of("two", shell("")).isThere()).isFalse();
        assertThat(Program.of("./two", shell("")).isExecutable()).isFalse();
        assertThat(Program.of("nowhere", shell("one:two")).isThere()).isFalse();
    }

    @Test
    void what_could_be_a_value_is_not_shown() {
        assertThat(Program.of("./gradlew", shell("")).shown()).isEqualTo("the name ./gradlew");
        assertThat(Program.of("PASSWORD=hunter2", shell("")).shown()).doesNotContain("hunter2");
    }

    @Test
    void a_command_line_is_shown_as_a_shell_takes_it() {
        Map<String, String> none = Map.of();
        assertThat(CommandLineText.of(null, false, none, List.of("java", "-jar", "it's.jar", "")))
                .isEqualTo("java -jar 'it'\\''s.jar' ''");
        assertThat(CommandLineText.of("-javaagent:a", true, none, List.of("mvn")))
                .isEqualTo("JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS \"-javaagent:a mvn");
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("A", "never shown");
        variables.put("B", null);
        assertThat(CommandLineText.of(null, false, variables, List.of("env"))).isEqualTo("A=*** B= env");
    }

    private void file(String name, String mode) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Shell shell(String path) {
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                System.out,
                System.err,
                Map.of("PATH", path),
                folder,
                null,
                false,
                false,
                new FakeKms());
    }
}

package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    private final Path directory;
    private final Cli cli;

    CompletionTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_script_is_one_that_its_shell_can_read_and_knows_commands_options_and_words(String shell) throws Exception {
        String script = cli.run("completion", shell).succeeds().out();
        assertThat(script).contains("status", "rewrap", "key-spec", "env yaml json properties", "v2 kms");
        assumeTrue(installed(shell), shell + " is not installed");
        Path file = Files.writeString(directory.resolve("script"), script);
        assertThat(run(List.of(shell, "-n", file.toString()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'ske sta', status",
        "'ske enc', encrypt",
        "'ske help key', keygen keys",
        "'ske encrypt --value-f', --value-format",
        "'ske encrypt --value-format k', kms",
        "'ske --debug get --format j', json",
        "'ske completion f', fish",
        "'ske encrypt s', ''",
        "'ske get --path -', ''"
    })
    void bash_completes(String typed, String completed) throws Exception {
        assumeTrue(installed("bash"), "bash is not installed");
        Path script = directory.resolve("script");
        Files.writeString(
                script,
                cli.run("completion", "bash").succeeds().out()
                        + "COMP_WORDS=(" + typed + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_ske\n"
                        + "printf %s \"${COMPREPLY[*]}\"\n");
        assertThat(run(List.of("bash", script.toString()))).isEqualTo(completed);
    }

    @Test
    void another_shell_is_refused() {
        assertThat(cli.run("completion", "tcsh").isRefused().err()).contains("none of bash, zsh and fish");
        assertThat(cli.run("completion").isRefused().err()).contains("SHELL");
    }

    private static boolean installed(String shell) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, shell))) {
                return true;
            }
        }
        return false;
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}

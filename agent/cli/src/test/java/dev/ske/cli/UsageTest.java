package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
    private final Path directory;
    private final Cli cli;

    UsageTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself_with_an_example(String command) {
        String help = cli.run(command, "--help").succeeds().out();
        assertThat(help).contains("Usage: ske " + command + " ", "Example", "  ske " + command);
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        assertThat(cli.run("help", command).succeeds().out()).isEqualTo(help);
        assertThat(cli.run(command, "-h").succeeds().out()).isEqualTo(help);
        assertThat(cli.run("--help").succeeds().out()).contains("\n  " + command + " ");
    }

    static List<String> commands() {
        return Commands.NAMES;
    }

    @Test
    void the_version_names_the_jvm_too() {
        assertThat(cli.run("-v").succeeds().out())
                .isEqualTo(cli.run("--version").succeeds().out());
        assertThat(cli.run("--version").succeeds().out())
                .startsWith("ske ")
                .contains("Java " + System.getProperty("java.version"));
        assertThat(cli.run("get", "-V").succeeds().out()).startsWith("ske ");
    }

    @Test
    void wrong_arguments_are_refused_with_a_suggestion() {
        assertThat(cli.run().isRefused().err()).contains("a command is missing", "ske --help");
        assertThat(cli.run("encrpyt", "a.yaml").isRefused().err()).contains("no command encrpyt; did you mean encrypt");
        assertThat(cli.run("encrypt", "--kye", "x", "a.yaml").isRefused().err())
                .contains("no option --kye; did you mean --key");
        cli.write("a.yaml", "one: two");
        assertThat(cli.run("encrypt", "--patterns", "", "a.yaml").isRefused().err())
                .contains("--patterns");
        assertThat(cli.run("get").isRefused().err()).contains("NAME");
    }

    @Test
    void an_argument_that_the_locale_cannot_express_is_refused_instead_of_taken_for_another_name() {
        cli.write("a.yaml", "one: two");
        for (String[] arguments :
                new String[][] {{"set", "gr\uFFFD\uFFFDn", "a.yaml"}, {"status", "--json", "\uFFFD.yaml"}}) {
            assertThat(cli.input("x").run(arguments).isRefused().err())
                    .contains("none in this locale", "LC_ALL=C.UTF-8")
                    .doesNotContain("gr");
        }
        assertThat(cli.read("a.yaml")).isEqualTo("one: two\n");
    }

    @Test
    void help_of_a_command_that_is_none_suggests_one() {
        assertThat(cli.run("help", "encrpyt").isRefused().err()).contains("did you mean encrypt");
        assertThat(cli.run("help").succeeds().out())
                .isEqualTo(cli.run("--help").succeeds().out())
                .contains("\n  help ");
    }

    @Test
    void arguments_that_need_no_parser_do_the_same_as_those_that_do() {
        cli.write("a.yaml", "one: two");
        for (String[] command : new String[][] {{"status", "a.yaml"}, {"keys", "a.yaml"}, {"get", "one", "a.yaml"}}) {
            String[] parsed = Stream.concat(Stream.of(command), Stream.of("--format", "yaml"))
                    .toArray(String[]::new);
            assertThat(cli.run(command).succeeds()).isEqualTo(cli.run(parsed));
        }
        assertThat(cli.run("get", "one", "a.yaml", "b").isRefused().err()).contains("an argument too many");
        assertThat(cli.run("keys", "a.yaml", "b").isRefused().err()).contains("an argument too many");
        cli.run("status", "missing.yaml").fails("DOCUMENT_MISSING");
    }

    @Test
    void a_trace_is_shown_only_when_asked_for_and_never_with_a_message() {
        String secret = cli.secret();
        cli.key("ske.key");
        cli.write("a.yaml", "one: " + secret);
        assertThat(cli.run("get", "two", "a.yaml")
                        .fails("SECRET_NOT_FOUND")
                        .err()
                        .lines())
                .hasSize(2);
        Cli.Run traced = cli.run("--debug", "get", "two", "a.yaml");
        assertThat(traced.exit()).isEqualTo(1);
        assertThat(traced.err()).contains("\tat dev.ske.cli.");
        assertThat(cli.run("get", "--debug", "two", "a.yaml").err()).contains("\tat dev.ske.cli.");
    }

    @Test
    void keygen_makes_a_key_for_its_owner_alone_and_overwrites_nothing() throws IOException {
        assertThat(cli.run("keygen", "ske.key").succeeds().out())
                .matches("ske\\.key: made key [0-9a-f]{16}\n(?s).*--key file:ske\\.key.*SKE_KEYS=file:ske\\.key\n");
        assertThat(Files.getPosixFilePermissions(cli.path("ske.key")))
                .isEqualTo(PosixFilePermissions.fromString("r--------"));
        String key = cli.read("ske.key");
        assertThat(cli.run("keygen", "ske.key").fails("KEY_FILE_INVALID").err())
                .contains("ske.key")
                .doesNotContain(key.strip());
        assertThat(cli.read("ske.key")).isEqualTo(key);
        cli.run("keygen", "nowhere/ske.key").fails("KEY_FILE_INVALID");
    }

    @Test
    void output_that_goes_nowhere_is_a_failure() {
        cli.write("a.yaml", "one: 1");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                directory,
                null,
                false,
                false,
                new FakeKms());
        assertThat(Ske.run(shell, "get", "one", "a.yaml")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("ske: error: standard output cannot be written\n");
    }

    @Test
    void progress_is_shown_after_a_second_to_who_looks() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        for (boolean watched : new boolean[] {false, true}) {
            Shell shell = new Shell(
                    new ByteArrayInputStream(new byte[0]),
                    stream,
                    stream,
                    Map.of(),
                    directory,
                    null,
                    watched,
                    false,
                    new FakeKms());
            long began = System.nanoTime();
            try (Progress progress = new Progress(shell, "a.env", 2)) {
                progress.step();
                boolean early = err.size() > 0;
                // a machine that stands still for a second has seen one pass
                assertThat(early && System.nanoTime() - began < 1_000_000_000).isFalse();
                Thread.sleep(1_010);
                progress.step();
            }
            assertThat(err.size() > 0).isEqualTo(watched);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("\ra.env: ").endsWith("\ra.env: 2 of 2\r\u001B[K");
    }
}

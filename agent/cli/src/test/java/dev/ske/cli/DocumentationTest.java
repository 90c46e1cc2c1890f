package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** docs/cli.md is true: its sessions are run, and it knows every option. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../../docs/cli.md");
    private static final Pattern SESSION = Pattern.compile("(?s)```console\n(.*?)```");
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern PIPE = Pattern.compile("printf '([^']*)' \\| (ske .*)");

    private final Path directory;
    private final Cli cli;
    private int exit;

    DocumentationTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
        cli.kms().symmetric("alias/billing");
    }

    @Test
    void every_session_of_the_page_goes_as_it_is_shown() throws IOException {
        Matcher session = SESSION.matcher(Files.readString(PAGE));
        int commands = 0;
        while (session.find()) {
            for (String step : session.group(1).split("(?m)^\\$ ", -1)) {
                if (!step.isEmpty()) {
                    int end = step.indexOf('\n');
                    String command = step.substring(0, end);
                    String shown = step.substring(end + 1);
                    assertThat(steady(output(command, shown))).as(command).isEqualTo(steady(shown));
                    commands++;
                }
            }
        }
        assertThat(commands).isGreaterThan(20);
    }

    @Test
    void the_page_has_every_command_and_option() throws IOException {
        String page = Files.readString(PAGE);
        for (CommandLine command :
                Ske.commands(new Ske(), Shell.real()).getSubcommands().values()) {
            assertThat(page).contains("`" + command.getCommandName());
            for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
                assertThat(page).contains(option.longestName());
            }
        }
    }

    /** What a command prints. A file that is shown before it is there is made so. */
    private String output(String command, String shown) throws IOException {
        if (command.startsWith("cat ")) {
            Path file = directory.resolve(command.substring("cat ".length()));
            if (!Files.exists(file)) {
                Files.writeString(file, withValue(shown));
                return shown;
            }
            return Files.readString(file);
        }
        if (command.equals("echo $?")) {
            return exit + "\n";
        }
        Matcher pipe = PIPE.matcher(command);
        String line = command;
        if (pipe.matches()) {
            cli.input(pipe.group(1));
            line = pipe.group(2);
        }
        Cli.Run run = cli.run(arguments(line));
        exit = run.exit();
        return (run.out() + run.err()).replace(directory + "/", "");
    }

    private static String[] arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(line);
        while (argument.find()) {
            arguments.add(argument.group(1) == null ? argument.group(2) : argument.group(1));
        }
        assertThat(arguments.remove(0)).isEqualTo("ske");
        return arguments.toArray(new String[0]);
    }

    private String withValue(String text) throws IOException {
        if (!text.contains("ENC[v2:(")) {
            return text;
        }
        Matcher value = Pattern.compile("ENC\\[v2:[^]]*]").matcher(Files.readString(directory.resolve("secrets.yaml")));
        assertThat(value.find()).isTrue();
        return text.replaceAll("ENC\\[v2:\\([^]]*]", Matcher.quoteReplacement(value.group()));
    }

    /** Without what is random. */
    private static String steady(String text) {
        return text.replaceAll("ENC\\[v2:[^]]*]", "ENC[v2:]")
                .replaceAll("ENC\\[AQICAH[^]]*]", "ENC[AQICAH]")
                .replaceAll(":key/[0-9a-f-]{36}\\b", ":key/ID")
                .replaceAll("\\b[0-9a-f]{16}\\b", "ID");
    }
}

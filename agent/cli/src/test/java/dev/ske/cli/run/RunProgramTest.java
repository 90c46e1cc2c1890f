package dev.ske.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided before a program is started; with {@code --dry-run} none is. */
class RunProgramTest {
    private static final String WARNING = "ske: warning: the environment of the program holds secrets";

    private final Cli cli;

    RunProgramTest(@TempDir Path directory) {
        cli = new Cli(directory).variable("PATH", System.getenv("PATH"));
    }

    @Test
    void it_explains_itself_with_an_example() {
        String help = cli.run("run", "--help").succeeds().out();
        assertThat(help).contains("Usage: ske run ", "CMD [ARG...]", "Example", "  ske run -- java -jar app.jar");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void options_after_the_command_are_the_commands() {
        document();
        Cli.Run run = cli.run("run", "--env", "REGION", "--dry-run", "env", "--env", "--help", "--", "-x", "--all");
        assertThat(run.out()).isEqualTo("REGION=*** env --env --help -- -x --all\n");
        assertThat(cli.run("run", "--env", "REGION", "--print", "--", "env", "--", "a")
                        .out())
                .isEqualTo("REGION=*** env -- a\n");
    }

    @Test
    void values_are_named_or_all_are_asked_for() {
        document();
        assertThat(cli.run("run", "--env", "--", "env").isRefused().err()).contains("--env names no value");
        assertThat(cli.run("run", "--env", ",", "env").isRefused().err()).contains("--env names no value");
        assertThat(cli.run("run", "--all", "env").isRefused().err()).contains("--all is for --env");
        assertThat(cli.run("run", "--env", "NOPE", "env")
                        .fails("SECRET_NOT_FOUND")
                        .err())
                .contains("no source serves NOPE");
        cli.run("run").isRefused();
    }

    @Test
    void one_warning_says_that_others_see_what_is_put_into_an_environment() {
        document();
        Cli.Run run = cli.run("run", "--env", "--all", "--dry-run", "env");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("REGION=*** DB_PASSWORD=*** env\n");
        assertThat(run.err().lines()).singleElement().asString().startsWith(WARNING);
    }

    @Test
    void the_document_is_named_once_and_must_be_there() {
        cli.run("run", "env").fails("DOCUMENT_MISSING");
        cli.run("run", "--path", "none.env", "env").fails("DOCUMENT_MISSING");
        assertThat(cli.run("run", "--path", "a.env", "--config", "b.env", "env")
                        .isRefused()
                        .err())
                .contains("--config and --path");
        document();
        assertThat(cli.run("run", "--config", "a.env", "--env", "REGION", "--print", "env")
                        .out())
                .isEqualTo("REGION=*** env\n");
    }

    @Test
    void a_program_that_cannot_be_started_gives_the_exit_code_of_a_shell() {
        document();
        Cli.Run missing = cli.run("run", "no-such-program");
        assertThat(missing.exit()).isEqualTo(127);
        assertThat(missing.err())
                .startsWith("ske: error: there is no program of the name no-such-program\nske: hint: ");
        Cli.Run unstartable = cli.run("run", cli.path(".env").toString());
        assertThat(unstartable.exit()).isEqualTo(126);
        assertThat(unstartable.err()).contains(" is there, and cannot be started\nske: hint: is it executable");
    }

    @Test
    void a_key_on_the_command_line_opens_what_the_documents_own_does_not() {
        cli.key("other.key");
        document();
        cli.write(".env", cli.read(".env").replace("SKE_KEYS=file:ske.key", "SKE_KEYS=file:other.key"));
        cli.run("run", "--env", "--all", "--dry-run", "env").fails("KEY_MISMATCH");
        Cli.Run run = cli.run("run", "--key", "file:ske.key", "--env", "--all", "--dry-run", "env");
        assertThat(run.out()).isEqualTo("REGION=*** DB_PASSWORD=*** env\n");
        cli.run("run", "--region", "eu-central-1", "env").isRefused();
    }

    @Test
    void the_key_of_a_rule_opens_a_document_that_names_none() {
        document();
        cli.write(".env", cli.read(".env").replace("SKE_KEYS=file:ske.key", ""));
        cli.run("run", "--env", "--all", "--dry-run", "env").fails("KEY_MISMATCH");
        cli.write(".ske.yaml", "rules: [{files: ['*.env'], keys: ['file:./ske.key']}]");
        Cli.Run run = cli.run("run", "--env", "--all", "--dry-run", "env");
        assertThat(run.out()).isEqualTo("REGION=*** DB_PASSWORD=*** env\n");
    }

    @Test
    void a_file_of_the_npm_package_is_opened_with_the_key_that_is_named_and_in_its_cascade() {
        cli.kms().symmetric("alias/billing");
        cli.write(".env", "PLAIN=1", "TOKEN=" + cli.secret());
        cli.run("encrypt", "--kms-key-id", "alias/billing", "--region", "eu-central-1", "--keys", "TOKEN", ".env")
                .succeeds();
        cli.write(".env.local", "LOCAL=1");
        cli.write(".env.production", "LIVE=1");
        String[] command = {
            "run", "--kms-key-id=alias/billing", "--region=eu-central-1", "--env", "--all", "--print", "env"
        };
        assertThat(cli.run(command).out()).isEqualTo("PLAIN=*** TOKEN=*** LOCAL=*** env\n");
        cli.variable("NODE_ENV", "production");
        assertThat(cli.run(command).out()).isEqualTo("PLAIN=*** TOKEN=*** LOCAL=*** LIVE=*** env\n");
        cli.variable("SKE_PROFILE", "staging");
        assertThat(cli.run(command).out()).isEqualTo("PLAIN=*** TOKEN=*** LOCAL=*** env\n");
    }

    /** Two of them: {@code .env} and {@code a.env}. */
    private void document() {
        cli.key("ske.key");
        cli.write(".env", "SKE_KEYS=file:ske.key", "REGION=eu", "DB_PASSWORD=" + cli.secret());
        cli.run("encrypt", "--keys", "DB_PASSWORD", ".env").succeeds();
        cli.write("a.env", cli.read(".env").split("\n"));
    }
}

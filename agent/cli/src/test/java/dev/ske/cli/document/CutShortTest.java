package dev.ske.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutShortTest {
    private final Cli cli;

    CutShortTest(@TempDir Path directory) {
        cli = new Cli(directory);
        cli.key("ske.key");
    }

    @Test
    void who_encrypts_or_looks_at_half_a_password_is_warned() {
        String rest = cli.secret();
        cli.write("a.env", "SKE_KEYS=file:ske.key", "A=" + cli.secret() + "#" + rest, "B=" + cli.secret() + " # b");
        String warning = "ske: warning: " + cli.path("a.env")
                + ":2: A: what follows '#' is a comment, as dotenv reads it; quote the value if it belongs to it\n";
        assertThat(cli.run("status", "a.env").err()).isEqualTo(warning);
        assertThat(cli.run("encrypt", "--dry-run", "a.env").err()).isEqualTo(warning);
        assertThat(cli.run("import", "--dry-run", "a.env").err()).isEqualTo(warning);
        Cli.Run run = cli.run("encrypt", "a.env");
        assertThat(run.err()).isEqualTo(warning);
        assertThat(run.exit()).isZero();
        assertThat(cli.read("a.env")).containsPattern("A=ENC\\[v2:[^]]*]#" + rest + "\nB=ENC\\[v2:[^]]*] # b\n");
    }

    @Test
    void a_value_with_a_hash_goes_there_and_back_in_quotes() {
        String secret = cli.secret() + "#" + cli.secret();
        cli.write("a.env", "SKE_KEYS=file:ske.key", "A=b");
        cli.input(secret).run("set", "A", "a.env").succeeds();
        assertThat(cli.run("get", "-n", "A", "a.env").succeeds().out()).isEqualTo(secret);
        cli.run("decrypt", "--in-place", "a.env").succeeds();
        assertThat(cli.read("a.env")).endsWith("A=\"" + secret + "\"\n");
        cli.run("encrypt", "a.env").succeeds();
        assertThat(cli.run("get", "-n", "A", "a.env").succeeds().out()).isEqualTo(secret);
    }
}

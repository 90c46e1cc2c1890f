package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecryptTest {
    private final Cli cli;
    private String plain = "";

    DecryptTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @BeforeEach
    void encryptDocument() {
        cli.key("ske.key");
        cli.write("a.yaml", "one: " + cli.secret(), "two: " + cli.secret());
        plain = cli.read("a.yaml");
        cli.run("encrypt", "--key", "file:ske.key", "a.yaml").succeeds();
    }

    @Test
    void the_file_stays_encrypted_unless_asked() {
        String sealed = cli.read("a.yaml");
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "a.yaml")
                        .succeeds()
                        .out())
                .isEqualTo(plain);
        assertThat(cli.read("a.yaml")).isEqualTo(sealed);
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "-o", "b.yaml", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 2 values decrypted\n");
        assertThat(cli.read("b.yaml")).isEqualTo(plain);
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "--in-place", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 2 values decrypted\n");
        assertThat(cli.read("a.yaml")).isEqualTo(plain);
        cli.run("decrypt", "--in-place", "-o", "c.yaml", "a.yaml").isRefused();
    }

    @Test
    void another_key_opens_nothing_and_the_message_names_both() {
        String id = cli.key("other.key");
        assertThat(cli.run("decrypt", "--key", "file:other.key", "a.yaml")
                        .fails("KEY_MISMATCH")
                        .err())
                .contains("cannot open one (", "a.yaml:1)", "other.key (key " + id + ")");
        cli.run("decrypt", "--key", "file:missing.key", "a.yaml").fails("KEY_FILE_MISSING");
        cli.run("decrypt", "a.yaml").isRefused();
    }

    @Test
    void one_of_two_keys_is_enough() {
        cli.key("other.key");
        cli.write("b.yaml", "ske: {keys: [file:gone.key, file:ske.key]}", "one: " + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "--key", "file:other.key", "b.yaml")
                .succeeds();
        cli.run("decrypt", "b.yaml").succeeds();
        cli.run("decrypt", "--key", "file:other.key", "b.yaml").succeeds();
    }

    @Test
    void a_value_that_was_moved_or_changed_is_refused_under_its_name() {
        String sealed = cli.read("a.yaml");
        cli.write("b.yaml", sealed.replace("one:", "three:").strip());
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "b.yaml")
                        .fails("VALUE_TAMPERED")
                        .err())
                .contains("cannot open three (", "b.yaml:1)");
        int at = sealed.lastIndexOf("]\n") - 10;
        char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
        cli.write(
                "b.yaml",
                sealed.substring(0, at) + other + sealed.substring(at + 1).strip());
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "b.yaml")
                        .fails("VALUE_TAMPERED")
                        .err())
                .contains("cannot open two (", "b.yaml:2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENC(abcdef)", "encrypted:abcdef", "ENC[v2:AAAA]"})
    void values_that_are_not_ours_are_refused(String value) {
        cli.write("b.yaml", "one: \"" + value + "\"");
        assertThat(cli.run("decrypt", "--key", "file:ske.key", "b.yaml")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("b.yaml:1");
        cli.run("get", "one", "--key", "file:ske.key", "b.yaml").fails("VALUE_MALFORMED");
    }

    @Test
    void kms_values_are_not_opened_by_key_files() {
        cli.write("b.yaml", "one: ENC[AQICAHgAAAAA]");
        cli.run("decrypt", "--key", "file:ske.key", "b.yaml").fails("KEY_MISMATCH");
    }
}

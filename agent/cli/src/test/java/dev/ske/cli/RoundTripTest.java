package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {
    private final Cli cli;

    RoundTripTest(@TempDir Path directory) {
        cli = new Cli(directory);
        cli.key("ske.key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.env        | # test{LF}DB_PASSWORD='{1}'  # main{LF}export TOKEN="{2}"{LF}EMPTY={LF}        | TOKEN
            a.yaml       | # test{LF}db: {password: '{1}', port: 5432}{LF}list:{LF}  - >{LF}    {2}{LF}empty: ""{LF} | list.0
            a.json       | {"db": {"password": "{1}\\u0000\\"", "port": 5432}, "list": ["{2}"], "empty": ""}{LF} | list.0
            a.properties | ! test{LF}db.password : {1}{LF}token={2}{LF}empty{LF}                      | token
            """)
    void what_is_encrypted_comes_back_in_every_format(String name, String form, String second) {
        String one = cli.secret();
        String two = cli.secret();
        String text = form.replace("{LF}", "\r\n").replace("{1}", one).replace("{2}", two);
        cli.write(name, "");
        write(name, text);

        String report =
                cli.run("encrypt", "--key", "file:ske.key", name).succeeds().out();
        assertThat(report)
                .isEqualTo(cli.path(name) + ": 2 values encrypted, 0 were already, " + (text.contains("5432") ? 2 : 1)
                        + " left plain\n");
        assertThat(cli.read(name)).doesNotContain(one).doesNotContain(two);

        assertThat(cli.run("get", "--key", "file:ske.key", "DB_PASSWORD", name)
                        .succeeds()
                        .out())
                .startsWith(one);
        assertThat(cli.run("get", "--key", "file:ske.key", second, name)
                        .succeeds()
                        .out()
                        .strip())
                .isEqualTo(two);
        String plain =
                cli.run("decrypt", "--key", "file:ske.key", name).succeeds().out();
        write("b-" + name, plain);
        assertThat(cli.run("get", "DB_PASSWORD", "b-" + name).succeeds().out()).startsWith(one);
        assertThat(cli.run("get", second, "b-" + name).succeeds().out().strip()).isEqualTo(two);
        if (!name.equals("a.yaml")) {
            // a YAML block becomes a quoted scalar, all else is as it was
            assertThat(plain).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, 'port: 5432\non: true\n'", "a.json, '{\"port\": 5432, \"on\": true}\n'"})
    void numbers_and_booleans_come_back_bare(String name, String text) {
        write(name, text);
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "port,on", name).succeeds();
        assertThat(cli.read(name)).doesNotContain("5432").doesNotContain("true");
        assertThat(cli.run("decrypt", "--key", "file:ske.key", name).succeeds().out())
                .isEqualTo(text);
    }

    @Test
    void a_value_moves_between_formats_under_its_canonical_name() {
        String secret = cli.secret();
        cli.write("a.yaml", "db: {password: " + secret + "}");
        cli.run("encrypt", "--key", "file:ske.key", "a.yaml").succeeds();
        String sealed = cli.run("get", "--key", "file:ske.key", "db.password", "a.yaml")
                .succeeds()
                .out();
        assertThat(sealed).isEqualTo(secret + "\n");
        String yaml = cli.read("a.yaml");
        cli.write(".env", "DB_PASSWORD=" + yaml.substring(yaml.indexOf("ENC["), yaml.indexOf(']') + 1));
        assertThat(cli.run("get", "--key", "file:ske.key", "DB_PASSWORD", ".env")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(cli.path(name), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

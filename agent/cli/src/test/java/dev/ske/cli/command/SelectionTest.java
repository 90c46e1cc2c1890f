package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private final Path directory;
    private final Cli cli;

    SelectionTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
        cli.key("ske.key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.yaml       | db: {password: V, port: 1}                    | db.password
            a.json       | {"db": {"password": "V", "port": 1}}          | db.password
            a.env        | DB_PASSWORD='V'                               | DB_PASSWORD
            a.properties | db.password=V                                 | db.password
            """)
    void a_dry_run_lists_names_changes_nothing_and_needs_no_key(String name, String text, String listed) {
        cli.write(name, text.replace("V", cli.secret()));
        String before = cli.read(name);
        assertThat(cli.run("encrypt", "--dry-run", name).succeeds().out())
                .startsWith(listed + "\n" + directory + "/" + name + ": 1 value would be encrypted, 0 are already, ")
                .endsWith(" would stay plain\n");
        assertThat(cli.run("encrypt", "--dry-run", "--json", name).succeeds().out())
                .contains("\"dry-run\": true", "\"name\": \"" + listed + "\"", "\"encrypted\": 1");
        assertThat(cli.run("import", "--dry-run", name).succeeds().out()).startsWith(listed + "\n");
        assertThat(cli.read(name)).isEqualTo(before);
        assertThat(cli.files()).containsExactlyInAnyOrder(name, "ske.key");
    }

    @Test
    void a_dry_run_says_whose_word_counts_and_what_is_refused() {
        cli.write("a.yaml", "ske: {encrypt: {include: '**.password'}}", "db: {password: " + cli.secret() + "}", "x: y");
        assertThat(cli.run("encrypt", "--dry-run", "a.yaml").succeeds().out())
                .endsWith("1 value would be encrypted, 0 are already, 1 would stay plain; by its own settings\n");
        cli.write("b.yaml", "x: ENC(jasypt)");
        cli.run("encrypt", "--dry-run", "b.yaml").fails("VALUE_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --keys db.hosts.1.password      | b
            --keys DB_HOSTS_PASSWORD        | a b
            --patterns db.hosts.*.password  | a b
            --patterns db.hosts.0.*         | a
            --patterns db.list.*            | c d
            --patterns db.list.1            | d
            --patterns **.password          | a b
            --exclude db.list.**            | a b
            """)
    void values_within_lists_are_selected_like_others(String options, String selected) {
        cli.write(
                "a.yaml",
                "db:",
                "  hosts:",
                "    - {password: a-" + cli.secret() + ", port: 1}",
                "    - password: b-" + cli.secret(),
                "  list: [c-" + cli.secret() + ", d-" + cli.secret() + "]");
        cli.run(("encrypt --key file:ske.key " + options + " a.yaml").split(" ", -1))
                .succeeds();
        for (String value : new String[] {"a", "b", "c", "d"}) {
            boolean plain = cli.read("a.yaml").contains(value + "-s-");
            assertThat(plain).as(value).isNotEqualTo(selected.contains(value));
        }
        cli.run("decrypt", "--key", "file:ske.key", "--in-place", "a.yaml").succeeds();
        assertThat(cli.read("a.yaml")).contains("a-s-", "b-s-", "c-s-", "d-s-").doesNotContain("ENC[");
    }

    @Test
    void decrypt_opens_what_is_selected_and_leaves_the_rest() {
        cli.write(
                "a.yaml",
                "ske: {keys: 'file:ske.key', encrypt: {include: nothing}}",
                "one: a-" + cli.secret(),
                "two: b-" + cli.secret());
        cli.run("encrypt", "--patterns", "**", "a.yaml").succeeds();
        assertThat(cli.run("decrypt", "--dry-run", "--keys", "one", "a.yaml")
                        .succeeds()
                        .out())
                .isEqualTo("one\n" + directory + "/a.yaml: 1 value would be decrypted\n");
        assertThat(cli.run("decrypt", "--exclude", "two", "a.yaml").succeeds().out())
                .contains("one: a-s-", "two: ENC[");
        assertThat(cli.run("decrypt", "--patterns", "t*", "--in-place", "--json", "a.yaml")
                        .succeeds()
                        .out())
                .contains("\"decrypted\": 1", "\"name\": \"two\"", "\"line\": 3");
        assertThat(cli.read("a.yaml")).contains("one: ENC[", "two: b-s-");
        cli.run("decrypt", "--path", "a.yaml").succeeds();
        assertThat(cli.read("a.yaml")).contains("one: a-s-", "two: b-s-");
    }

    @Test
    void output_replaces_a_file_only_in_the_npm_packages_spelling() throws IOException {
        cli.write("a.env", "SKE_KEYS=file:ske.key", "ONE=" + cli.secret());
        Path other = cli.write("b.env", "half of \"something\n\nelse");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(cli.run("encrypt", "--output", "b.env", "a.env").err()).contains("is not overwritten");
        cli.run("encrypt", "--path", "a.env", "--output", "b.env").succeeds();
        assertThat(cli.read("b.env")).startsWith("SKE_KEYS=file:ske.key\nONE=ENC[v2:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
                .isEqualTo("rw-r-----");
        assertThat(cli.read("a.env")).contains("ONE=s-");
        cli.run("decrypt", "--path", "b.env", "--output", "c.env").succeeds();
        assertThat(cli.read("c.env")).isEqualTo(cli.read("a.env"));
        cli.run("decrypt", "--path", "b.env", "--output", "c.env").succeeds();
        assertThat(cli.files()).containsExactly("a.env", "b.env", "c.env", "ske.key");
    }

    @Test
    void output_that_is_the_document_itself_changes_it_in_place() {
        cli.write("a.env", "SKE_KEYS=file:ske.key", "ONE=" + cli.secret());
        String before = cli.read("a.env");
        cli.run("encrypt", "--output", "./a.env", "a.env").succeeds();
        assertThat(cli.read("a.env")).contains("ONE=ENC[v2:");
        cli.run("decrypt", "-o", directory + "/a.env", "a.env").succeeds();
        assertThat(cli.read("a.env")).isEqualTo(before);
    }

    @Test
    void two_things_on_standard_output_are_refused() {
        cli.write("a.env", "SKE_KEYS=file:ske.key", "ONE=" + cli.secret());
        cli.run("encrypt", "--json", "-o", "-", "a.env").isRefused();
        cli.run("decrypt", "--json", "a.env").isRefused();
        assertThat(cli.run("encrypt", "--json", "a.env").succeeds().out())
                .contains("\"encrypted\": 1", "\"already\": 0", "\"plain\": 0");
    }

    @Test
    void import_encrypts_all_whatever_the_rules_say_and_tells_what_is_left_to_do() {
        cli.write(".ske.yaml", "rules: [{files: '*', encrypt: {include: []}}]");
        cli.write(
                ".env",
                "KMS_KEY_ID=",
                "AWS_REGION=eu-central-1",
                "A=" + cli.secret(),
                "HOST=plain",
                "B=" + cli.secret());
        String out = cli.run("import", "--key", "file:ske.key", "--exclude", "HOST")
                .succeeds()
                .out();
        assertThat(out)
                .startsWith(
                        directory + "/.env: 2 values encrypted, 0 were already, 1 left plain; never encrypted, because")
                .contains(
                        "history of version control",
                        "\n    SKE_KEYS=file:./ske.key\n",
                        "run --path " + directory + "/.env -- java -jar");
        assertThat(cli.read(".env")).contains("A=ENC[v2:", "B=ENC[v2:", "HOST=plain\n", "AWS_REGION=eu-central-1\n");
        assertThat(cli.run("import", "--key", "file:ske.key", "--exclude", "HOST", ".env")
                        .succeeds()
                        .out())
                .doesNotContain("left to do");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.env        | A={}       | file:ske.key          | SKE_KEYS=file:./ske.key
            a.properties | A={}       | aws-kms:alias/billing | SKE_KEYS=aws-kms:alias/billing
            a.yaml       | 'a: "{}"'  | file:ske.key          | 'ske: {keys: ["file:./ske.key"]}'
            a.json       | {"a":"{}"} | file:ske.key          | '"ske": {"keys": ["file:./ske.key"]}'
            """)
    void what_an_import_says_of_keys_can_be_pasted_into_the_document(
            String name, String text, String key, String line) {
        cli.kms().symmetric("alias/billing");
        cli.write(name, text.replace("{}", cli.secret()));
        List<String> kms = key.startsWith("file:") ? List.of() : List.of("--region", "eu-central-1");
        List<String> arguments = new ArrayList<>(List.of("import", "--key", key));
        arguments.addAll(kms);
        arguments.add(name);
        String out = cli.run(arguments.toArray(new String[0])).succeeds().out();
        assertThat(out).contains("finds them:\n    " + line + "\n");
        assertThat(out.contains("\n    SKE_KEYS_0_REGION=eu-central-1\n")).isEqualTo(!kms.isEmpty());
    }

    @Test
    void a_new_key_and_a_value_that_is_set_are_reported_as_json() {
        assertThat(cli.run("keygen", "--json", "b.key").succeeds().out())
                .matches("\\{\n {2}\"file\": \"b.key\",\n {2}\"id\": \"[0-9a-f]{16}\"\n}\n");
        cli.write("a.env", "SKE_KEYS=file:ske.key");
        assertThat(cli.input(cli.secret())
                        .run("set", "--json", "ONE", "a.env")
                        .succeeds()
                        .out())
                .contains("\"file\": \"" + directory + "/a.env\"", "\"name\": \"ONE\"", "\"state\": \"added\"");
    }
}

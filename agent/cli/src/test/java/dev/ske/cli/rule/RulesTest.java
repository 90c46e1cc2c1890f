package dev.ske.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private final Path directory;
    private final Cli cli;

    RulesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        cli = new Cli(directory);
        Files.createDirectories(directory.resolve("conf/prod"));
        cli.key("ske.key");
        cli.key("prod.key");
    }

    private void document(String name, String... first) {
        String[] lines = new String[first.length + 3];
        System.arraycopy(first, 0, lines, 0, first.length);
        lines[first.length] = "password: a-" + cli.secret();
        lines[first.length + 1] = "token: b-" + cli.secret();
        lines[first.length + 2] = "host: c-" + cli.secret();
        cli.write(name, lines);
    }

    /** The names in a document that are encrypted. */
    private String encrypted(String name) {
        StringBuilder names = new StringBuilder();
        cli.read(name)
                .lines()
                .filter(line -> line.contains(": ENC[v2:"))
                .forEach(line -> names.append(names.isEmpty() ? "" : " ").append(line, 0, line.indexOf(':')));
        return names.toString();
    }

    private static final String RULE = "rules: [{files: '*.yaml', keys: 'file:ske.key', encrypt: {include: password}}]";
    private static final String SECTION = "ske: {encrypt: {include: token}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              |   |                            | password token host
            r |   |                            | password
              | s |                            | token
            r | s |                            | token
            r | s | --keys host                | host
            r | s | --patterns h*              | host
            r | s | --patterns h* --keys token | token host
            r |   | --exclude password         | ''
              |   | --exclude password         | token host
            """)
    void options_come_before_the_document_and_that_before_the_rule(
            @Nullable String rule, @Nullable String section, @Nullable String options, String selected) {
        cli.write(".ske.yaml", rule == null ? "rules: []" : RULE);
        document("a.yaml", section == null ? "# nothing" : SECTION);
        String line = "encrypt a.yaml --key file:ske.key" + (options == null ? "" : " " + options);
        cli.run(line.split(" ", -1)).succeeds();
        assertThat(encrypted("a.yaml")).isEqualTo(selected);
    }

    @Test
    void keys_come_from_options_then_the_document_then_the_rule() {
        cli.write(".ske.yaml", "rules: [{files: '*.yaml', keys: 'file:ske.key'}]");
        document("a.yaml");
        document("b.yaml", "ske: {keys: ['file:prod.key']}");
        document("c.yaml");
        cli.run("encrypt", "a.yaml").succeeds();
        cli.run("encrypt", "b.yaml").succeeds();
        cli.run("encrypt", "--key", "file:prod.key", "c.yaml").succeeds();
        assertThat(cli.run("get", "password", "a.yaml").succeeds().out()).startsWith("a-");
        cli.run("get", "--key", "file:prod.key", "password", "a.yaml").fails("KEY_MISMATCH");
        cli.run("get", "password", "b.yaml").succeeds();
        cli.run("get", "--key", "file:prod.key", "password", "c.yaml").succeeds();
        cli.run("get", "password", "c.yaml").fails("KEY_MISMATCH");
    }

    @Test
    void the_first_rule_for_the_file_counts_and_its_key_paths_begin_where_it_stands() {
        cli.write(
                ".ske.yaml",
                "rules:",
                "  - {files: conf/prod/**, keys: ['file:./prod.key'], encrypt: {exclude: host}}",
                "  - {files: ['*.yaml', '*.env'], keys: ['file:ske.key'], encrypt: {include: [password]}}");
        document("conf/prod/a.yaml");
        document("conf/a.yaml");
        assertThat(cli.run("encrypt", "conf/prod/a.yaml").succeeds().out())
                .endsWith("2 values encrypted, 0 were already, 1 left plain; by " + directory + "/.ske.yaml, rule 1\n");
        assertThat(cli.run("encrypt", "conf/a.yaml").succeeds().out())
                .endsWith("; by " + directory + "/.ske.yaml, rule 2\n");
        assertThat(encrypted("conf/prod/a.yaml")).isEqualTo("password token");
        assertThat(encrypted("conf/a.yaml")).isEqualTo("password");
        cli.run("get", "--key", "file:prod.key", "token", "conf/prod/a.yaml").succeeds();
        cli.run("get", "--key", "file:ske.key", "password", "conf/a.yaml").succeeds();
    }

    @Test
    void only_the_nearest_file_is_read() {
        cli.write(".ske.yaml", "this has: [no meaning");
        cli.write("conf/.ske.yaml", "rules: [{files: nothing.yaml, keys: 'file:../prod.key'}]");
        document("conf/a.yaml");
        assertThat(cli.run("encrypt", "conf/a.yaml").isRefused().err()).contains("there is no key", ".ske.yaml");
        document("a.yaml");
        cli.run("encrypt", "a.yaml").fails("DOCUMENT_MALFORMED");
    }

    @Test
    void it_is_looked_for_up_to_the_repository_and_in_that() throws IOException {
        cli.write(".ske.yaml", RULE);
        document("conf/prod/a.yaml");
        Files.createDirectory(directory.resolve("conf/.git"));
        cli.run("encrypt", "conf/prod/a.yaml").isRefused();
        cli.write("conf/.ske.yaml", "rules: [{files: '*.yaml', keys: 'file:../ske.key'}]");
        cli.run("encrypt", "conf/prod/a.yaml").succeeds();
    }

    @Test
    void it_is_not_looked_for_above_the_home_folder() {
        cli.write(".ske.yaml", RULE);
        document("conf/prod/a.yaml");
        cli.variable("HOME", directory.resolve("conf").toString());
        cli.run("encrypt", "conf/prod/a.yaml").isRefused();
        cli.variable("HOME", directory.toString());
        cli.run("encrypt", "conf/prod/a.yaml").succeeds();
    }

    @Test
    void the_folder_where_a_document_really_is_decides() throws IOException {
        cli.write("conf/prod/.ske.yaml", "rules: [{files: /real.yaml, keys: 'file:../../prod.key'}]");
        document("conf/prod/real.yaml");
        Files.createSymbolicLink(directory.resolve("link.yaml"), Path.of("conf/prod/real.yaml"));
        cli.run("encrypt", "link.yaml").succeeds();
        cli.run("get", "--key", "file:prod.key", "password", "conf/prod/real.yaml")
                .succeeds();
        assertThat(Files.isSymbolicLink(directory.resolve("link.yaml"))).isTrue();
    }

    @Test
    void a_document_that_is_to_be_made_has_its_rule_already() {
        cli.write(".ske.yaml", RULE);
        cli.input(cli.secret())
                .run("set", "--create", "password", "conf/new.yaml")
                .succeeds();
        cli.run("get", "--key", "file:ske.key", "password", "conf/new.yaml").succeeds();
    }

    @Test
    void kms_options_hold_for_the_keys_of_a_rule() {
        cli.kms().symmetric("alias/billing");
        cli.write(".ske.yaml", "rules: [{files: '*.yaml', keys: [{aws-kms: alias/billing, region: us-east-1}]}]");
        document("a.yaml");
        cli.run("encrypt", "--region", "eu-central-1", "a.yaml").succeeds();
        assertThat(cli.kms().last().region()).isEqualTo("eu-central-1");
    }

    @Test
    void flat_documents_say_it_with_names() {
        cli.write(
                "a.env",
                "SKE_KEYS=file:ske.key",
                "SKE_ENCRYPT_INCLUDE=*_PASSWORD, API_*",
                "SKE_ENCRYPT_EXCLUDE=API_URL",
                "DB_PASSWORD=" + cli.secret(),
                "API_KEY=" + cli.secret(),
                "API_URL=plain",
                "HOST=plain");
        assertThat(cli.run("encrypt", "a.env").succeeds().out()).endsWith("2 left plain; by its own settings\n");
        assertThat(cli.read("a.env"))
                .contains(
                        "DB_PASSWORD=ENC[",
                        "API_KEY=ENC[",
                        "API_URL=plain\n",
                        "HOST=plain\n",
                        "SKE_ENCRYPT_INCLUDE=*_");
    }

    @Test
    void an_alias_is_selected_where_its_anchor_may_be() {
        cli.write(
                "a.yaml",
                "ske: {keys: 'file:ske.key', encrypt: {include: [copy, other], exclude: [base]}}",
                "password: &p " + cli.secret(),
                "copy: *p",
                "base: &b plain",
                "other: *b");
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.read("a.yaml")).contains("password: &p ENC[v2:", "copy: *p", "base: &b plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rulez: []                                        | :1: /rulez is not a setting; did you mean rules
            rules: {}                                        | :1: /rules must be a list of rules
            rules: [{file: a}]                               | :1: /rules/0/file is not a setting; did you mean files
            rules: [{files: a, encrypt: {includes: b}}]      | :1: /rules/0/encrypt/includes is not a setting; did you mean include
            rules: [{files: a}, {keys: 'file:k'}]            | :1: /rules/1 says nothing of files
            rules: [{files: ../a}]                           | :1: /rules/0/files leads out of the folder of this file
            rules: [{files: a, keys: ske.key}]               | :1: /rules/0/keys must be file:PATH or aws-kms:KEY
            rules: [{files: a, keys: [{fiel: a}]}]           | :1: /rules/0/keys/0/fiel is not a setting; did you mean file
            rules: [{files: a, keys: 'file:${NOWHERE}/k'}]   | :1: /rules/0/keys needs NOWHERE, which is not set
            rules: [{files: [1]}]                            | :1: /rules/0/files/0 must be text
            rules:                                           | :1: /rules is empty
            """)
    void what_has_no_meaning_is_an_error_with_its_place(String line, String message) {
        cli.write(".ske.yaml", line);
        document("a.yaml");
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err()).contains("/.ske.yaml" + message);
        assertThat(encrypted("a.yaml")).isEmpty();
    }

    @Test
    void a_misspelt_setting_of_the_document_is_an_error() {
        document("a.yaml", "ske: {keys: 'file:ske.key', encrypt: {include: [], exclud: a}}");
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err())
                .contains("a.yaml:1: /ske/encrypt/exclud is not a setting; did you mean exclude");
    }

    @Test
    void a_file_that_everybody_may_write_is_not_trusted() throws IOException {
        Path rules = cli.write(".ske.yaml", RULE);
        document("a.yaml");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err())
                .contains(".ske.yaml: can be written by everybody (mode 0666)", "chmod o-w");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-rw-r--"));
        cli.run("encrypt", "a.yaml").succeeds();
    }

    @Test
    void a_file_of_somebody_else_is_not_trusted_and_neither_is_their_link() throws IOException {
        Path rules = cli.write("mine.yaml", RULE);
        Path found = Files.createSymbolicLink(directory.resolve(".ske.yaml"), rules);
        document("a.yaml");
        cli.run("encrypt", "--dry-run", "a.yaml").succeeds();
        assumeTrue(mayGiveAway(found), "only root gives files away");
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err()).contains("belongs to user 54321");
        Files.delete(found);
        Files.move(rules, found);
        cli.run("encrypt", "--dry-run", "a.yaml").succeeds();
        Files.setAttribute(found, "unix:uid", 54321);
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err()).contains("belongs to user 54321");
    }

    private static boolean mayGiveAway(Path link) {
        try {
            Files.setAttribute(link, "unix:uid", 54321, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (IOException | UnsupportedOperationException refused) {
            return false;
        }
    }

    @Test
    void a_link_to_nothing_is_not_taken_for_no_rules() throws IOException {
        Files.createSymbolicLink(directory.resolve(".ske.yaml"), Path.of("gone.yaml"));
        document("a.yaml");
        cli.run("encrypt", "--key", "file:ske.key", "a.yaml").fails("CONFIG_INVALID");
    }

    @Test
    void a_key_that_is_named_keeps_the_attestation_that_its_rule_demands() {
        cli.kms().symmetric("alias/billing");
        cli.write(
                ".ske.yaml",
                "rules: [{files: '*.yaml', keys: [{aws-kms: alias/billing, region: eu-central-1, attestation: nsm}]}]");
        document("a.yaml");
        cli.run("encrypt", "--key", "aws-kms:alias/billing", "--region", "eu-central-1", "a.yaml")
                .succeeds();
        assertThat(cli.kms().last().attestation()).isNotNull();
    }
}

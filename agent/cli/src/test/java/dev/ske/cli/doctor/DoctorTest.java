package dev.ske.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private final Cli cli;

    DoctorTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @Test
    void without_a_document_the_machine_is_looked_at() {
        Cli.Run run = cli.run("doctor").succeeds();
        assertThat(run.out())
                .contains(
                        "java: " + System.getProperty("java.version"), "agent: version ", "\n         run it as 'java")
                .contains("system: " + System.getProperty("os.name"), "memory: ", "prepared: no folder")
                .doesNotContain("document:", "key ");
    }

    @Test
    void the_keys_of_a_document_are_told_with_mode_and_owner_and_without_a_secret() {
        String id = cli.key("ske.key");
        String arn = cli.kms().symmetric("alias/app");
        cli.write("secrets.yaml", "ske: {keys: [file:ske.key, {aws-kms: alias/app, region: eu-central-1}]}", "a: b");
        Cli.Run run = cli.run("doctor").succeeds();
        assertThat(run.out())
                .contains("ok       document: " + cli.path("secrets.yaml"))
                .contains("ok       key file:ske.key: key " + id + ", mode 0400, owner ")
                .contains("ok       key aws-kms:alias/app: reached with credentials: role; symmetric, " + arn)
                .contains("warning  prepared: no folder, so starts that use AWS KMS take longer")
                .doesNotContain(cli.read("ske.key").strip());
        assertThat(cli.kms().calls()).containsExactly("DescribeKey");
        assertThat(cli.run("doctor", "--offline").succeeds().out()).doesNotContain("aws-kms:");
        assertThat(cli.kms().calls()).isEmpty();
    }

    @Test
    void a_key_that_cannot_be_used_is_an_error_with_what_to_do() throws IOException {
        cli.key("ske.key");
        Files.setPosixFilePermissions(cli.path("ske.key"), PosixFilePermissions.fromString("rw-r--r--"));
        cli.write("a.env", "SKE_KEYS=file:ske.key,file:gone.key,aws-kms:alias/none");
        Cli.Run run = cli.run("doctor", "a.env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("error    key file:ske.key: .*0644.*\\[KEY_FILE_PERMISSIONS]\n         chmod 400 ")
                .contains("[KEY_FILE_MISSING]\n         ", "[KMS_KEY_NOT_FOUND]\n         correct its name\n");
    }

    @Test
    void a_role_that_may_not_describe_a_key_may_still_decrypt() {
        cli.kms().symmetric("alias/app");
        cli.kms().deny("DescribeKey");
        cli.write("a.yaml", "ske: {keys: [aws-kms:alias/app]}");
        Cli.Run run = cli.run("doctor", "a.yaml").succeeds();
        assertThat(run.out()).contains("warning  key aws-kms:alias/app: KMS is reached");
    }

    @Test
    void attestation_that_cannot_be_had_here_is_told() {
        cli.kms().symmetric("alias/app");
        String key = "ske: {keys: [{aws-kms: alias/app, attestation: {source: 'file:/nowhere/doc', private-key:"
                + " /nowhere/key, required: %s}}]}";
        cli.write("a.yaml", String.format(key, true));
        assertThat(cli.run("doctor", "--offline", "a.yaml").out()).contains("error    attestation file:/nowhere/doc: ");
        cli.write("b.yaml", String.format(key, false));
        assertThat(cli.run("doctor", "--offline", "b.yaml").out()).contains("warning  attestation file:/nowhere/doc: ");
    }

    @Test
    void a_document_or_its_settings_that_cannot_be_read_are_errors() {
        assertThat(cli.run("doctor", "gone.yaml").out()).contains("error    document: ", "[DOCUMENT_MISSING]");
        cli.write("secrets.yaml", "ske: {kyes: [file:a.key]}");
        Cli.Run run = cli.run("doctor");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("error    settings: ", "[CONFIG_INVALID]");
        cli.write("secrets.yaml", "a: [");
        assertThat(cli.run("doctor").out()).contains("error    document: ", "[DOCUMENT_MALFORMED]");
    }

    @Test
    void a_prepared_folder_that_no_start_would_use_is_a_warning() throws IOException {
        Files.createDirectory(cli.path("cache"));
        cli.variable("SKE_CACHE", cli.path("cache").toString());
        assertThat(cli.run("doctor").succeeds().out())
                .contains("warning  prepared: " + cli.path("cache") + " is not used: it has no ske-helper.jar")
                .contains("run 'ske prepare --dir " + cli.path("cache") + "' with this JDK");
    }

    @Test
    void the_report_is_json_if_asked_for() {
        cli.write("secrets.yaml", "a: b");
        assertThat(cli.run("doctor", "--json").succeeds().out())
                .startsWith("{\n  \"checks\": [\n    {\n      \"name\": \"java\",\n      \"state\": \"ok\",\n")
                .contains("\"name\": \"keys\",\n      \"state\": \"warning\"", "\"hint\": null");
    }
}

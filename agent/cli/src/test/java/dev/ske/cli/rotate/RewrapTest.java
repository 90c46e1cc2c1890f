package dev.ske.cli.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.ValueKind;
import dev.ske.cli.Cli;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewrapTest {
    private final Cli cli;

    RewrapTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @Test
    void who_adds_a_key_needs_only_one_of_those_that_are_there_and_the_data_key_stays() throws Exception {
        String ours = cli.key("ours.key");
        String theirs = cli.key("theirs.key");
        String fresh = cli.key("new.key");
        cli.write(
                "a.yaml",
                "ske: {keys: [\"file:ours.key\", \"file:theirs.key\"]}",
                "a: " + cli.secret(),
                "b: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        List<String> before = values();
        Files.delete(cli.path("theirs.key"));
        Cli.Run run = cli.run("rewrap", "--add-key", "file:new.key", "a.yaml").succeeds();
        assertThat(run.out())
                .contains("2 values rewrapped", "gained " + fresh + " (new.key)")
                .doesNotContain("lost");
        assertThat(Holders.of(values())).containsExactlyInAnyOrder(ours, theirs, fresh);
        try (Keys keys = keys("ours.key")) {
            DataKey old = keys.of(Envelope.parse(before.get(0)));
            Envelope now = Envelope.parse(values().get(0));
            old.open(now, "A").close();
        }
        cli.run("verify", "--key", "file:new.key", "a.yaml").succeeds();
        assertThat(cli.read("a.yaml")).contains("\"file:./new.key\"");
    }

    @Test
    void the_holder_of_a_removed_key_opens_nothing_not_even_with_the_data_key_that_he_had() {
        String ours = cli.key("ours.key");
        String theirs = cli.key("theirs.key");
        cli.write("a.yaml", "ske:", "  keys:", "    - file:ours.key", "    - file:theirs.key", "a: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        String before = values().get(0);
        try (Keys keys = keys("theirs.key")) {
            DataKey kept = keys.of(Envelope.parse(before));
            Cli.Run run = cli.run("rewrap", "--remove-key", "file:theirs.key", "a.yaml")
                    .succeeds();
            assertThat(run.out())
                    .contains("1 value rewrapped", "lost " + theirs, "file:theirs.key is no longer among")
                    .doesNotContain("gained");
            Envelope now = Envelope.parse(values().get(0));
            assertThat(Holders.of(now)).containsExactly(ours);
            kept.open(Envelope.parse(before), "A").close();
            assertThatThrownBy(() -> kept.open(now, "A")).isInstanceOf(Failure.class);
        }
        cli.run("get", "--key", "file:theirs.key", "a", "a.yaml").fails("KEY_MISMATCH");
        assertThat(cli.read("a.yaml")).startsWith("ske:\n  keys:\n    - file:ours.key\na: ENC[v2:");
        cli.run("verify", "a.yaml").succeeds();
    }

    @Test
    void a_key_that_passes_for_another_is_taken_away() throws Exception {
        cli.key("ours.key");
        byte[] key = Base64.getUrlDecoder()
                .decode(Files.readString(cli.path("ours.key")).strip().substring("SKE-KEY-1:".length()));
        for (int i = 8; i < 40; i++) {
            key[i] ^= 0x55;
        }
        CRC32 sum = new CRC32();
        sum.update(key, 0, 40);
        ByteBuffer.wrap(key).putInt(40, (int) sum.getValue());
        Path forged = cli.write(
                "forged.key",
                "SKE-KEY-1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        Files.setPosixFilePermissions(forged, PosixFilePermissions.fromString("r--------"));
        ByteBuffer plain =
                ByteBuffer.allocateDirect(1 + 4).put((byte) ValueKind.STRING).put("text".getBytes(US_ASCII));
        try (Keys ours = keys("ours.key");
                Keys others = keys("forged.key");
                StrongRandom random = new StrongRandom();
                DataKey both =
                        DataKey.create(List.of(ours.all().get(0), others.all().get(0)), random, new OffHeap())) {
            cli.write("a.yaml", "ske: {keys: [\"file:ours.key\"]}", "a: " + both.seal("A", plain, 0, 5, random));
        }
        assertThat(Envelope.parse(values().get(0)).wraps()).hasSize(2);
        cli.input(cli.secret()).run("set", "b", "a.yaml").succeeds();
        assertThat(Envelope.parse(values().get(1)).wraps()).hasSize(1);
        assertThat(cli.run("rewrap", "a.yaml").succeeds().out()).contains("2 values rewrapped");
        assertThat(values())
                .allSatisfy(value -> assertThat(Envelope.parse(value).wraps()).hasSize(1));
        cli.run("verify", "a.yaml").succeeds();
    }

    @Test
    void a_key_that_another_one_replaces_opens_nothing_either() {
        String ours = cli.key("ours.key");
        cli.key("theirs.key");
        String fresh = cli.key("new.key");
        cli.write("a.yaml", "ske: {keys: [file:ours.key, file:theirs.key]}", "a: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        try (Keys keys = keys("theirs.key")) {
            DataKey kept = keys.of(Envelope.parse(values().get(0)));
            cli.run("rewrap", "--remove-key", "file:theirs.key", "--add-key", "file:new.key", "a.yaml")
                    .succeeds();
            Envelope now = Envelope.parse(values().get(0));
            assertThat(Holders.of(now)).containsExactlyInAnyOrder(ours, fresh);
            assertThatThrownBy(() -> kept.open(now, "A")).isInstanceOf(Failure.class);
        }
        cli.run("verify", "--key", "file:new.key", "a.yaml").succeeds();
    }

    @Test
    void values_for_different_keys_all_get_the_added_one_and_lose_none() {
        String a = cli.key("a.key");
        String b = cli.key("b.key");
        String c = cli.key("c.key");
        cli.write("a.yaml", "ske: {keys: [file:a.key]}", "one: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        cli.write("a.yaml", cli.read("a.yaml").strip().replace("a.key", "a.key, file:b.key"), "two: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(values())
                .extracting(value -> Holders.of(Envelope.parse(value)))
                .containsExactly(Set.of(a), Set.of(a, b));
        cli.run("rewrap", "--add-key", "file:c.key", "a.yaml").succeeds();
        assertThat(values())
                .extracting(value -> Holders.of(Envelope.parse(value)))
                .containsOnly(Set.of(a, b, c))
                .hasSize(2);
    }

    @Test
    void the_documents_own_keys_open_it_for_those_that_are_named_instead() {
        cli.key("a.key");
        String b = cli.key("b.key");
        cli.write("a.yaml", "ske: {keys: [file:a.key]}", "one: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.run("rewrap", "--key", "file:b.key", "a.yaml").exit()).isZero();
        assertThat(Holders.of(values())).containsExactly(b);
    }

    @Test
    void after_the_list_was_edited_the_values_follow_it() {
        cli.key("a.key");
        cli.key("b.key");
        String c = cli.key("c.key");
        cli.write("a.yaml", "ske: {keys: [\"file:a.key\", \"file:b.key\"]}", "a: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        cli.write("a.yaml", cli.read("a.yaml").strip().replace("b.key", "c.key"));
        assertThat(cli.run("rewrap", "--dry-run", "a.yaml").succeeds().out())
                .contains("would gain " + c + " (c.key)", "would lose ");
        cli.run("rewrap", "a.yaml").succeeds();
        cli.run("verify", "--key", "file:c.key", "a.yaml").succeeds();
        assertThat(cli.run("verify", "--key", "file:b.key", "a.yaml").exit()).isEqualTo(1);
        String settled = cli.read("a.yaml");
        assertThat(cli.run("rewrap", "a.yaml").succeeds().out()).contains(": nothing to change; ");
        assertThat(cli.run("rewrap", "--add-key", "file:c.key", "a.yaml")
                        .succeeds()
                        .out())
                .contains(": nothing to change; ");
        assertThat(cli.run("rewrap", "--dry-run", "a.yaml").succeeds().out()).contains(": nothing to change; ");
        assertThat(cli.read("a.yaml")).isEqualTo(settled);
    }

    @Test
    void a_key_that_is_lost_can_be_removed_and_the_last_one_cannot() throws Exception {
        cli.key("a.key");
        cli.key("b.key");
        cli.write(".env", "SKE_KEYS=file:a.key, file:b.key", "A=" + cli.secret());
        cli.run("encrypt", ".env").succeeds();
        Files.delete(cli.path("b.key"));
        cli.run("rewrap", "--remove-key", "file:b.key", ".env").succeeds();
        assertThat(cli.read(".env")).startsWith("SKE_KEYS=file:a.key\n");
        String before = cli.read(".env");
        assertThat(cli.run("rewrap", "--remove-key", "file:a.key", ".env")
                        .isRefused()
                        .err())
                .contains("no key would be left");
        assertThat(cli.run("rewrap", "--remove-key", "file:b.key", ".env")
                        .fails("CONFIG_INVALID")
                        .err())
                .contains("file:b.key is none of its keys");
        assertThat(cli.read(".env")).isEqualTo(before);
    }

    @Test
    void keys_of_kms_are_added_without_asking_those_that_are_there_for_more_than_the_data_key() {
        cli.kms().symmetric("alias/one");
        String two = cli.kms().rsa("alias/two");
        cli.write(".env", "SKE_KEYS=aws-kms:alias/one", "A=" + cli.secret());
        cli.run("encrypt", ".env").succeeds();
        cli.kms().calls();
        assertThat(cli.run("rewrap", "--add-key", "aws-kms:alias/two", ".env")
                        .succeeds()
                        .out())
                .contains("gained " + two);
        assertThat(cli.kms().calls().stream().collect(Collectors.toSet()))
                .isEqualTo(Set.of("Decrypt", "DescribeKey", "Encrypt"));
        cli.run("get", "--key", "aws-kms:alias/two", "A", ".env").succeeds();
        cli.run("rewrap", "--remove-key", "aws-kms:alias/one", ".env").succeeds();
        assertThat(cli.read(".env")).startsWith("SKE_KEYS=aws-kms:alias/two\n");
        cli.run("get", "--key", "aws-kms:alias/one", "A", ".env").fails("KMS_INVALID_CIPHERTEXT");
    }

    @Test
    void keys_of_a_rule_are_not_changed_and_it_is_said_where_they_are() throws Exception {
        cli.key("a.key");
        cli.key("b.key");
        Files.createDirectories(cli.path(".git"));
        cli.write(".ske.yaml", "rules: [{files: [\"*.env\"], keys: [\"file:a.key\"]}]");
        cli.write("x.env", "A=" + cli.secret());
        cli.run("encrypt", "x.env").succeeds();
        Cli.Run run = cli.run("rewrap", "--add-key", "file:b.key", "x.env");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).startsWith("ske: warning: ").contains(".ske.yaml, rule 1", "add file:b.key");
        cli.run("verify", "--key", "file:b.key", "x.env").succeeds();
    }

    private List<String> values() {
        return Documents.parse("a.yaml", cli.read("a.yaml"), Format.YAML).entries().stream()
                .map(entry -> entry.value())
                .filter(value -> value.startsWith("ENC["))
                .toList();
    }

    private Keys keys(String file) {
        return Keys.read(List.of(KeySpec.of(file, cli.path(file), new Place("--key", 0, 0))), new OffHeap());
    }
}

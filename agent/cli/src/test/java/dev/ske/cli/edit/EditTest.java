package dev.ske.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor makes of a document: scripts stand for the editor. */
class EditTest {
    private final Path folder;
    private final Cli cli;

    EditTest(@TempDir Path folder) {
        this.folder = folder;
        cli = new Cli(folder);
    }

    @BeforeEach
    void makeKey() {
        cli.key("ske.key");
    }

    /** Others edit on this machine too: only what holds a secret of this test is this test's. */
    @AfterEach
    void nothingIsLeft() {
        assertThat(ofThisTest(Path.of("/dev/shm"))).isEmpty();
        assertThat(cli.files()).noneMatch(name -> name.contains("ske-lock") || name.endsWith(".tmp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "a.yaml", "a.json", "a.properties"})
    void one_changed_value_of_twenty_is_one_changed_line(String name) {
        List<String> secrets = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            secrets.add(cli.secret());
            String quote = i % 2 == 0 ? "" : "\"";
            lines.add(
                    name.endsWith(".json")
                            ? "  \"k" + i + "\": \"" + secrets.get(i) + "\"" + (i < 19 ? "," : "")
                            : name.endsWith(".yaml")
                                    ? "k" + i + ":  " + quote + secrets.get(i) + quote + "  # " + i
                                    : "k" + i + "=" + (name.equals(".env") ? quote : "") + secrets.get(i)
                                            + (name.equals(".env") ? quote : ""));
        }
        if (name.endsWith(".json")) {
            lines.add(0, "{");
            lines.add("}");
        }
        cli.write(name, lines.toArray(String[]::new));
        cli.run("encrypt", "--key", "file:ske.key", name).succeeds();
        List<String> before = cli.read(name).lines().toList();
        String changed = cli.secret();
        assertThat(edit("sed -i 's/" + secrets.get(7) + "/" + changed + "/' \"$1\"", name)
                        .succeeds()
                        .out())
                .endsWith(name + ": 1 changed, 0 added, 0 removed, 19 left; 1 value encrypted\n");
        List<String> after = cli.read(name).lines().toList();
        assertThat(after).hasSameSizeAs(before);
        int line = name.endsWith(".json") ? 8 : 7;
        for (int i = 0; i < before.size(); i++) {
            if (i != line) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(after.get(line)).contains("ENC[v2:").isNotEqualTo(before.get(line));
        assertThat(get("k7", name)).isEqualTo(changed);
        assertThat(get("k8", name)).isEqualTo(secrets.get(8));
    }

    @Test
    void names_come_go_and_change_and_the_editor_sees_the_text_as_it_was() {
        String plain = cli.write(
                        "a.yaml",
                        "# head",
                        "db:",
                        "  password: '" + cli.secret() + "'   # main",
                        "  old: " + cli.secret(),
                        "  port: 5432",
                        "  token: " + cli.secret(),
                        "  user: app",
                        "  empty: ''")
                .toString();
        String text = cli.read("a.yaml");
        cli.run("encrypt", "--key", "file:ske.key", "--exclude", "**.user", "a.yaml")
                .succeeds();
        String before = cli.read("a.yaml");
        String added = cli.secret();
        String filled = cli.secret();
        assertThat(edit(
                                "cp \"$1\" " + folder
                                        + "/seen && sed -i -e '/old:/d' -e 's/token:/key:/' -e 's/# head/# foot/'"
                                        + " -e \"s/empty: ''/empty: " + filled
                                        + "/\" -e 's/user: app/user: other/' -e 's/5432/5433/'"
                                        + " \"$1\" && echo 'new: " + added + "' >> \"$1\"",
                                "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 3 changed, 2 added, 2 removed, 1 left; 3 values encrypted\n");
        assertThat(plain).isNotEmpty();
        assertThat(cli.read("seen")).isEqualTo(text);
        String after = cli.read("a.yaml");
        assertThat(after)
                .startsWith("# foot\ndb:\n")
                .contains("  user: other\n", "  port: 5433\n", "\nnew: ENC[v2:", "  empty: ENC[v2:", "  key: ENC[v2:")
                .doesNotContain("old:");
        assertThat(after.lines().toList().get(2))
                .isEqualTo(before.lines().toList().get(2));
        assertThat(get("new", "a.yaml")).isEqualTo(added);
        assertThat(get("db.empty", "a.yaml")).isEqualTo(filled);
        assertThat(get("db.key", "a.yaml")).startsWith("s-");
    }

    @Test
    void an_item_that_is_put_at_the_head_of_a_list_leaves_the_others_as_they_are() {
        cli.write(
                "a.yaml",
                "users:",
                "  - token: " + cli.secret(),
                "  - token: \"" + cli.secret() + "\"",
                "plain:",
                "  - a",
                "  - b");
        cli.run("encrypt", "--key", "file:ske.key", "--exclude", "plain.*", "a.yaml")
                .succeeds();
        String before = cli.read("a.yaml");
        String first = cli.secret();
        assertThat(edit("sed -i -e 's/users:/&\\n  - token: " + first + "/' -e 's/plain:/&\\n  - z/' \"$1\"", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 0 changed, 2 added, 0 removed, 4 left; 1 value encrypted\n");
        String after = cli.read("a.yaml");
        assertThat(after)
                .startsWith("users:\n  - token: ENC[v2:")
                .contains(before.substring(before.indexOf("  - token"), before.indexOf("plain:")))
                .endsWith("plain:\n  - z\n  - a\n  - b\n");
        assertThat(get("users.0.token", "a.yaml")).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.yaml       | other: 1 | a: 'x: # '
            a.env        | other=1  | A='x # $y'
            a.properties | other=1  | a=\\ x\\:y
            """)
    void a_value_that_only_its_plain_text_needs_quotes_for_keeps_its_line(String name, String other, String value) {
        cli.write(name, other, value);
        cli.run("encrypt", "--key", "file:ske.key", "--keys", value.substring(0, 1), name)
                .succeeds();
        String plain = value.charAt(0) + (name.equals("a.yaml") ? ": " : "=");
        String before = cli.read(name).replaceFirst("(?m)^" + plain + "'?(ENC.*])'?$", plain + "$1");
        cli.write(name, before.stripTrailing());
        edit("sed -i 's/1/2/' \"$1\"", name).succeeds();
        assertThat(cli.read(name)).isEqualTo(before.replaceFirst("1", "2"));
    }

    @Test
    void who_quotes_a_value_in_another_way_finds_it_so() {
        String secret = cli.secret();
        cli.write("a.yaml", "a: " + secret, "b: " + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "a.yaml").succeeds();
        String before = cli.read("a.yaml");
        assertThat(edit("sed -i 's/^a: \\(.*\\)/a: \"\\1\"/' \"$1\"", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 0 changed, 0 added, 0 removed, 2 left; 0 values encrypted\n");
        assertThat(cli.read("a.yaml")).isEqualTo(before.replaceFirst("a: (.*)", "a: \"$1\""));
    }

    @Test
    void rules_say_which_new_texts_are_encrypted() {
        cli.write(
                "a.yaml",
                "ske: {keys: [file:ske.key], encrypt: {include: ['**.password']}}",
                "db:",
                "  password: " + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "db.password", "a.yaml")
                .succeeds();
        cli.variable(
                "EDITOR", script("printf '  user: app\\nmail:\\n  password: %s\\n' " + cli.secret() + " >> \"$1\""));
        assertThat(cli.run("edit", "a.yaml").succeeds().out()).endsWith("1 value encrypted\n");
        assertThat(cli.read("a.yaml")).contains("\n  user: app\nmail:\n  password: ENC[v2:");
    }

    @Test
    void whatever_rules_say_a_secret_stays_one_under_a_new_name_and_so_do_the_items_of_its_list() {
        cli.write(
                "a.yaml",
                "ske: {keys: [file:ske.key], encrypt: {include: ['hosts.*']}}",
                "db:",
                "  token: " + cli.secret(),
                "tokens:",
                "  - " + cli.secret(),
                "hosts:",
                "  - plain",
                "ports:",
                "  - plain");
        cli.run("encrypt", "--patterns", "db.*,tokens.*", "a.yaml").succeeds();
        String added = cli.secret();
        assertThat(edit("sed -i -e 's/token:/label:/' -e 's/^[thp].*s:/&\\n  - " + added + "/' \"$1\"", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith("3 values encrypted\n");
        assertThat(cli.read("a.yaml").replaceAll("ENC\\[v2:.*]", "ENC"))
                .endsWith(String.join(
                        "\n",
                        "db:",
                        "  label: ENC",
                        "tokens:",
                        "  - ENC",
                        "  - ENC",
                        "hosts:",
                        "  - ENC",
                        "  - plain",
                        "ports:",
                        "  - " + added,
                        "  - plain",
                        ""));
    }

    @Test
    void an_encrypted_value_that_is_typed_in_stays_as_it_is() {
        String secret = encrypted("other.env", "B=", "");
        encrypted("a.env", "A=", "");
        assertThat(edit("grep ^B= " + cli.path("other.env") + " >> \"$1\"", "a.env")
                        .succeeds()
                        .out())
                .endsWith("0 values encrypted\n");
        assertThat(cli.read("a.env")).endsWith(cli.read("other.env"));
        assertThat(get("B", "a.env")).isEqualTo(secret);
    }

    @Test
    void a_broken_document_is_offered_again_and_nothing_is_lost() {
        String secret = encrypted("a.json", "{\"a\": \"", "\"}");
        String now = cli.secret();
        String editor =
                script("grep -q now \"$1\" && sed -i 's/,$/}/' \"$1\" || printf '{\"a\": \"%s\", \"now\": \"%s\",\\n' "
                        + now + " " + secret + " > \"$1\"");
        Cli.Run run = cli.answers("").run("edit", "--key", "file:ske.key", "--editor", editor, "a.json");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .startsWith("ske: error: " + cli.path("a.json") + ":")
                .contains("[DOCUMENT_MALFORMED]\n");
        assertThat(run.out()).endsWith(": 1 changed, 1 added, 0 removed, 0 left; 2 values encrypted\n");
        assertThat(get("a", "a.json")).isEqualTo(now);
        assertThat(get("now", "a.json")).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_broken_document_that_nobody_mends_is_not_written(boolean terminal) {
        encrypted("a.yaml", "a: ", "");
        String before = cli.read("a.yaml");
        String editor = script("echo 'b: [' >> \"$1\"");
        if (terminal) {
            cli.answers("n");
        }
        Cli.Run run = cli.run("edit", "--key", "file:ske.key", "--editor", editor, "a.yaml");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("ske: error: ").contains("[DOCUMENT_MALFORMED]");
        assertThat(run.out()).isEqualTo(terminal ? cli.path("a.yaml") + ": nothing is written\n" : "");
        assertThat(cli.read("a.yaml")).isEqualTo(before);
    }

    @Test
    void a_secret_that_gets_a_reserved_name_is_offered_again_and_not_written_plain() {
        encrypted("a.env", "A=", "");
        String before = cli.read("a.env");
        assertThat(edit("sed -i 's/^A=/AWS_REGION=/' \"$1\"", "a.env")
                        .fails("CONFIG_INVALID")
                        .err())
                .contains("AWS_REGION");
        assertThat(cli.read("a.env")).isEqualTo(before);
    }

    @Test
    void two_names_that_are_one_for_the_agent_are_refused() {
        encrypted("a.yaml", "a_b: ", "");
        String before = cli.read("a.yaml");
        edit("printf 'a:\\n  b: x\\n' >> \"$1\"", "a.yaml").fails("DOCUMENT_MALFORMED");
        assertThat(cli.read("a.yaml")).isEqualTo(before);
    }

    @Test
    void an_editor_that_fails_or_changes_nothing_leaves_all_as_it_is() throws IOException {
        encrypted("a.env", "A=", "");
        String before = cli.read("a.env");
        FileTime written = Files.getLastModifiedTime(cli.path("a.env"));
        Cli.Run failed = edit("echo B=1 >> \"$1\"; exit 3", "a.env");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).startsWith("ske: error: the editor ended with exit code 3, so nothing was written\n");
        assertThat(edit("touch \"$1\"", "a.env").succeeds().out())
                .endsWith("a.env: nothing was changed, and nothing is written\n");
        Cli.Run gone = edit("rm \"$1\"", "a.env");
        assertThat(gone.err()).startsWith("ske: error: the editor left no file");
        Cli.Run none = cli.run("edit", "--key", "file:ske.key", "--editor", "/no/such/editor", "a.env");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).startsWith("ske: error: cannot start the editor /no/such/editor");
        assertThat(cli.read("a.env")).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(cli.path("a.env"))).isEqualTo(written);
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_not_overwritten() {
        String secret = encrypted("a.env", "A=", "");
        Cli.Run run = edit("echo B=1 >> \"$1\"; echo C=1 > " + cli.path("a.env"), "a.env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("a.env: it changed since it was read; nothing was written");
        assertThat(cli.read("a.env")).isEqualTo("C=1\n").doesNotContain(secret);
    }

    @Test
    void another_command_waits_for_the_editor_s_end() throws IOException {
        encrypted("a.env", "A=", "");
        edit("ls -A " + folder + " > " + folder + "/seen", "a.env").succeeds();
        assertThat(cli.read("seen")).contains(".a.env.ske-lock\n");
    }

    @Test
    void the_file_of_the_editor_is_for_its_owner_in_memory_and_gone_with_all_beside_it() {
        assumeTrue(Files.isWritable(Path.of("/dev/shm")), "there is no /dev/shm to keep an edited text in");
        encrypted("a.env", "A=", "");
        edit(
                        "stat -c '%a %n' \"$1\" \"$(dirname \"$1\")\" > " + folder
                                + "/seen; cp \"$1\" \"$1~\"; mkdir \"$1.d\"; cp \"$1\" \"$1.d\"",
                        "a.env")
                .succeeds();
        String[] seen = cli.read("seen").split("[ \n]", -1);
        assertThat(seen[0]).isEqualTo("600");
        assertThat(seen[1]).startsWith("/dev/shm/ske-edit-").endsWith("/a.env");
        assertThat(seen[2]).isEqualTo("700");
        assertThat(Path.of(seen[3])).doesNotExist();
    }

    @Test
    void values_of_kms_keep_their_form() {
        cli.kms().symmetric("alias/app");
        String kept = cli.secret();
        cli.write("a.env", "KMS_KEY_ID=alias/app", "AWS_REGION=eu-central-1", "A=" + cli.secret(), "B=" + kept);
        cli.run("encrypt", "--value-format", "kms", "a.env").succeeds();
        String[] before = cli.read("a.env").split("\n");
        String now = cli.secret();
        cli.variable("EDITOR", script("sed -i 's/^A=.*/A=" + now + "/' \"$1\""));
        cli.run("edit", "a.env").succeeds();
        String[] after = cli.read("a.env").split("\n");
        assertThat(after[2]).isNotEqualTo(before[2]);
        assertThat(EncryptedValue.kindOf(after[2].substring(2))).isEqualTo(EncryptedValue.Kind.KMS);
        after[2] = before[2];
        assertThat(after).isEqualTo(before);
        assertThat(cli.run("get", "A", "a.env").succeeds().out()).isEqualTo(now + "\n");
        cli.run("edit", "--value-format", "v2", "--editor", script("sed -i 's/^A=.*/A=x/' \"$1\""), "a.env")
                .succeeds();
        assertThat(cli.read("a.env")).contains("\nA=ENC[v2:").contains("\n" + before[3] + "\n");
    }

    @Test
    void text_of_many_lines_in_a_block_is_edited_in_place() {
        String one = cli.secret();
        cli.write("a.yaml", "pem: |", "  " + one, "  second", "n: 1");
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "pem,n", "a.yaml").succeeds();
        String before = cli.read("a.yaml");
        edit("sed -i 's/second/third/' \"$1\"", "a.yaml").succeeds();
        assertThat(get("pem", "a.yaml")).isEqualTo(one + "\nthird\n".stripTrailing());
        assertThat(cli.read("a.yaml").lines().filter(line -> line.startsWith("n:")))
                .isEqualTo(before.lines().filter(line -> line.startsWith("n:")).toList());
    }

    @Test
    void which_editor_is_meant() {
        encrypted("a.env", "A=", "");
        cli.variable("PATH", "/nowhere");
        assertThat(cli.run("edit", "a.env").isRefused().err()).contains("there is no editor");
        cli.variable("EDITOR", script("echo E >> " + folder + "/seen"));
        cli.run("edit", "--key", "file:ske.key", "a.env").succeeds();
        cli.variable("VISUAL", script("echo $1 >> " + folder + "/seen") + " 'V W'");
        cli.run("edit", "--key", "file:ske.key", "a.env").succeeds();
        assertThat(cli.read("seen")).isEqualTo("E\nV W\n");
        assertThat(cli.run("edit", "--editor", "vi 'x", "a.env").isRefused().err())
                .contains("quote");
    }

    @Test
    void folders_of_the_dead_are_removed_and_those_of_the_living_are_not() throws IOException {
        Path storage = Files.createDirectory(folder.resolve("storage"));
        Path left = Files.createDirectory(storage.resolve("ske-edit-1"));
        Files.writeString(left.resolve("a.env"), "A=1");
        Files.writeString(left.resolve(".ske-edit-lock"), "");
        Path young = Files.createDirectory(storage.resolve("ske-edit-2"));
        Path other = Files.createDirectory(storage.resolve("other"));
        PrivateFolder living = PrivateFolder.in(storage);
        Path file = living.create("x", new byte[] {1});
        assertThat(left).exists();
        for (Path old : Arrays.asList(left, other, file.getParent())) {
            Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        }
        PrivateFolder second = PrivateFolder.in(storage);
        assertThat(left).doesNotExist();
        assertThat(file).exists();
        assertThat(young).exists();
        assertThat(other).exists();
        second.remove();
        living.remove();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void once_the_folder_is_removed_nothing_is_written_there_and_nothing_read() throws IOException {
        Path storage = Files.createDirectory(folder.resolve("storage"));
        PrivateFolder left = PrivateFolder.in(storage);
        Path file = left.create("a.env", new byte[] {1, 2});
        assertThat(left.read(file)).containsExactly(1, 2);
        left.remove();
        assertThatThrownBy(() -> left.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is removed");
        assertThatThrownBy(() -> left.create("b.env", new byte[] {1})).hasMessageContaining("is removed");
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void what_a_link_leads_to_is_neither_overwritten_nor_removed() throws IOException {
        Path storage = Files.createDirectory(folder.resolve("storage"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("f"), "kept");
        PrivateFolder left = PrivateFolder.in(storage);
        Path inside = left.create("a.env", new byte[] {1}).getParent();
        Files.createSymbolicLink(inside.resolve("file"), file);
        Files.createSymbolicLink(inside.resolve("folder"), elsewhere);
        left.remove();
        assertThat(inside).doesNotExist();
        assertThat(file).hasContent("kept");
    }

    @Test
    void a_folder_where_others_could_exchange_files_gets_no_plain_values() throws IOException {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(Storage.isSafe(tmp)).isFalse();
        new ProcessBuilder("chmod", "+t", tmp.toString()).start().onExit().join();
        assertThat(Storage.isSafe(tmp)).isTrue();
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwx------"));
        assertThat(Storage.isSafe(tmp)).isTrue();
        assertThat(Storage.isSafe(folder.resolve("nowhere"))).isFalse();
    }

    private Cli.Run edit(String script, String name) {
        return cli.run("edit", "--key", "file:ske.key", "--editor", script(script), name);
    }

    private String script(String text) {
        try {
            Path script = Files.createTempFile(Files.createDirectories(folder.resolve("bin")), "e", ".sh");
            Files.writeString(script, text + "\n");
            return "sh " + script;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A document of one secret, which is returned. */
    private String encrypted(String name, String before, String after) {
        String secret = cli.secret();
        cli.write(name, before + secret + after);
        cli.run("encrypt", "--key", "file:ske.key", name).succeeds();
        return secret;
    }

    private String get(String value, String name) {
        return cli.run("get", "--key", "file:ske.key", value, name)
                .succeeds()
                .out()
                .stripTrailing();
    }

    private List<Path> ofThisTest(Path storage) {
        try (Stream<Path> folders = Files.list(storage)) {
            return folders.filter(path -> path.getFileName().toString().startsWith("ske-edit-"))
                    .filter(this::holdsSecret)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean holdsSecret(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> {
                String text = text(file);
                return cli.secrets().stream().anyMatch(text::contains);
            });
        } catch (IOException | UncheckedIOException othersHaveRemovedIt) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

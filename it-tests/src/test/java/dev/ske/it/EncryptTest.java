package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encrypting a document: the values change, and not one byte else. */
class EncryptTest {
    private static final Pattern SEALED = Pattern.compile("ENC\\[v2:[A-Za-z0-9+/]+=*\\]");

    @TempDir
    Path folder;

    private Desk desk;

    /** A document whose values, in order, are v0, v1, ...; everything else must survive. */
    record Sample(String file, int values, String text) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Sample> samples() {
        return List.of(
                new Sample(
                        "s.env",
                        6,
                        "# head\r\n\r\nexport A=v0 # why\r\n B = \"v1\"\r\nC='v2'\r\nD=`v3`\n\n\nE=v4\nF=   v5"),
                new Sample(
                        "t.env",
                        2,
                        "\uFEFFSKE_KEYS=file:./ske.key\nAWS_REGION=eu-west-1\nA=v0\n#B=commented\nC=v1\n\n"),
                new Sample("s.yaml", 7, """
                        %YAML 1.1
                        ---
                        # head
                        ske: {keys: ['file:./ske.key'], required: [a]}
                        a:   v0   # why
                        'b': "v1"
                        c: &anchor 'v2'
                        d: *anchor
                        e:
                          - v3
                          -   f: v4
                              n: 42
                              t: true
                              z: ~
                        g: {h: 'v5', i: [1, "v6"]}

                        # tail
                        """),
                new Sample(
                        "s.json",
                        4,
                        "{\n\t\"ske\": {\"keys\": [\"file:./ske.key\"]},\n\t\"a\" : \"v0\", \"n\": 1.50,\n"
                                + "  \"l\": [ \"v1\", true, null, {\"x\":\"v2\"} ],\r\n  \"z\": {\"y\": \"v3\"}\n}"),
                new Sample(
                        "s.properties",
                        4,
                        "# head\n! too\nSKE_KEYS=file:./ske.key\na=v0\nb : v1\nc   v2\n  d =\\\n   v3\n\n"));
    }

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void only_the_values_bytes_change_and_decrypt_gives_the_file_back(Sample sample) {
        String secret = Any.secret();
        String plain = sample.text.replaceAll("\\bv(\\d)\\b", secret + "$1");
        desk.write(sample.file, plain);
        Run encrypt = Ske.run(folder, "encrypt", "--key", "file:ske.key", sample.file);
        assertThat(encrypt.exit()).as("%s", encrypt).isZero();
        assertThat(encrypt.stdout() + encrypt.stderr()).doesNotContain(secret);
        String encrypted = desk.read(sample.file);
        assertThat(encrypted).doesNotContain(secret);
        assertThat(withValues(encrypted, secret, sample.values)).isEqualTo(plain);

        Run again = Ske.run(folder, "encrypt", "--key", "file:ske.key", sample.file);
        assertThat(again.exit()).as("%s", again).isZero();
        assertThat(desk.read(sample.file))
                .as("encrypted values are left as they are")
                .isEqualTo(encrypted);

        Run decrypt =
                Ske.run(folder, "decrypt", "--key", "file:ske.key", "--output", "plain-" + sample.file, sample.file);
        assertThat(decrypt.exit()).as("%s", decrypt).isZero();
        assertThat(desk.read("plain-" + sample.file)).isEqualTo(plain);
        assertThat(desk.read(sample.file)).isEqualTo(encrypted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void the_agent_serves_what_was_encrypted(Sample sample) {
        String secret = Any.secret();
        desk.write(sample.file, sample.text.replaceAll("\\bv(\\d)\\b", secret + "$1"));
        assertThat(Ske.run(folder, "encrypt", "--key", "file:ske.key", sample.file)
                        .exit())
                .isZero();
        desk.write("ske.yaml", "ske: {keys: ['file:./ske.key'], sources: ['" + sample.file + "']}\n");
        Run run = Jdk.inTurn(sample.values)
                .probe(desk.agent("ske.yaml"), "get:A")
                .run()
                .silent();
        assertThat(run.value("get A")).isEqualTo(secret + "0");
    }

    @Test
    void what_is_selected_is_encrypted_and_nothing_else() {
        String yaml = "db:\n  password: one\n  user: two\napi:\n  password: three\n  token: four\n";
        assertThat(encrypted(yaml, "--patterns", "**.password")).containsExactly("one", "three");
        assertThat(encrypted(yaml, "--keys", "db.password,api.token")).containsExactly("one", "four");
        assertThat(encrypted(yaml, "--keys", "DB_PASSWORD")).containsExactly("one");
        assertThat(encrypted(yaml, "--exclude", "**.user")).containsExactly("one", "three", "four");
        assertThat(encrypted(yaml, "--patterns", "db.*", "--exclude", "**.user"))
                .containsExactly("one");
    }

    @Test
    void output_names_another_file_and_leaves_the_source_alone() {
        desk.write("a.env", "A=plain\n");
        assertThat(Ske.run(folder, "encrypt", "--key", "file:ske.key", "--output", "b.env", "a.env")
                        .exit())
                .isZero();
        assertThat(desk.read("a.env")).isEqualTo("A=plain\n");
        assertThat(desk.read("b.env")).startsWith("A=ENC[v2:").endsWith("]\n");
    }

    @Test
    void a_secret_put_at_the_head_of_a_list_by_hand_leaves_the_others_open() {
        desk.write("list.yaml", "ske: {keys: ['file:./ske.key']}\nhosts:\n  - token: first\n  - token: second\n");
        assertThat(Ske.run(folder, "encrypt", "list.yaml").exit()).isZero();
        String text = desk.read("list.yaml");
        desk.write("list.yaml", text.replace("hosts:\n", "hosts:\n  - token: new\n"));
        Run encrypt = Ske.run(folder, "encrypt", "list.yaml");
        assertThat(encrypt.exit()).as("%s", encrypt).isZero();
        assertThat(desk.read("list.yaml")).endsWith(text.substring(text.indexOf("  - token")));
        Run decrypt = Ske.run(folder, "decrypt", "--output", "plain.yaml", "list.yaml");
        assertThat(decrypt.exit()).as("%s", decrypt).isZero();
        assertThat(desk.read("plain.yaml")).endsWith("hosts:\n  - token: new\n  - token: first\n  - token: second\n");
    }

    @Test
    void a_value_of_the_second_implementation_opens_and_all_values_of_a_file_share_its_data_key() {
        String secret = Any.secret();
        desk.write("mixed.env", "A=" + desk.seal("A", secret) + "\nB=plain\n");
        assertThat(Ske.run(folder, "encrypt", "--key", "file:ske.key", "mixed.env")
                        .exit())
                .isZero();
        Matcher sealed = SEALED.matcher(desk.read("mixed.env"));
        List<String> wraps = sealed.results()
                .map(match -> Sealer.payload(match.group()))
                .map(payload -> Arrays.toString(Arrays.copyOf(payload, 1 + 3 + 68)))
                .toList();
        assertThat(wraps).hasSize(2);
        assertThat(wraps.get(0)).isEqualTo(wraps.get(1));
        Run get = Ske.run(folder, "get", "--key", "file:ske.key", "A", "mixed.env");
        assertThat(get.silent().stdout().stripTrailing()).isEqualTo(secret);
    }

    private List<String> encrypted(String yaml, String... options) {
        desk.write("select.yaml", yaml);
        Run run = Ske.launch(folder, "encrypt", "--key", "file:ske.key")
                .with(options)
                .with("select.yaml")
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        String after = desk.read("select.yaml");
        return List.of("one", "two", "three", "four").stream()
                .filter(value -> !after.contains(": " + value))
                .toList();
    }

    private static String withValues(String encrypted, String secret, int count) {
        StringBuilder text = new StringBuilder();
        Matcher sealed = SEALED.matcher(encrypted);
        int number = 0;
        while (sealed.find()) {
            sealed.appendReplacement(text, secret + number++);
        }
        assertThat(number).as("values encrypted in\n%s", encrypted).isEqualTo(count);
        return sealed.appendTail(text).toString();
    }
}

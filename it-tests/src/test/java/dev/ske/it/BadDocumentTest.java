package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents as people break them: a clear error with file and line, and the file left as it was. */
class BadDocumentTest {
    private static final String BOMB = bomb();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    /** A document, the JDK's turn, and what the two lines must say. */
    record Case(int number, String file, String content, String code, List<String> says) {
        Case(int number, String file, String content, String... says) {
            this(number, file, content, "DOCUMENT_MALFORMED", List.of(says));
        }

        /** One byte for each character. */
        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return number + " " + file + " " + says;
        }
    }

    static List<Case> cases() {
        String sealed = new Sealer(LocalKey.random()).seal("A", "x");
        return List.of(
                new Case(0, "quote.env", "A=1\nB=\"marked content\nC=2\n", "quote.env:2"),
                new Case(1, "single.env", "A='marked content\n", "single.env:1"),
                new Case(2, "twice.env", "A=1\nB=2\nA=3\n", "twice.env:3", "A"),
                new Case(3, "no-equals.env", "A=1\nwhat is this\n", "no-equals.env:2"),
                new Case(4, "spelling.env", "db.pass=" + sealed + "\nDB_PASS=" + sealed + "\n", "1", "2", "DB_PASS"),
                new Case(5, "binary.env", "A=\0\1\2\u00FE\n", "binary.env:1"),
                new Case(6, "quote.yaml", "a: 1\nb: \"marked content\n", "quote.yaml:"),
                new Case(7, "twice.yaml", "a: 1\nb: 2\na: 3\n", "twice.yaml:3"),
                new Case(8, "tab.yaml", "a:\n\tb: 1\n", "tab.yaml:2"),
                new Case(9, "bomb.yaml", BOMB, "bomb.yaml"),
                new Case(10, "two.yaml", "a: 1\n---\na: 2\n", "two.yaml:2"),
                new Case(11, "list.yaml", "- a\n- b\n", "list.yaml:1"),
                new Case(12, "deep.yaml", "a: " + "[".repeat(10_000) + "\n", "deep.yaml:1"),
                new Case(13, "binary.yaml", "a: \0\u0007\u00FF", "binary.yaml:1"),
                new Case(14, "quote.json", "{\n\"a\": \"marked content\n}\n", "quote.json:2"),
                new Case(15, "twice.json", "{\"a\": 1,\n\"a\": 2}", "twice.json:2"),
                new Case(16, "comma.json", "{\"a\": 1,\n}", "comma.json:2"),
                new Case(17, "cut.json", "{\"a\": {\"b\": 1}", "cut.json:1"),
                new Case(18, "more.json", "{\"a\": 1}\n{\"b\": 1}", "more.json:2"),
                new Case(19, "deep.json", "{\"a\": " + "[".repeat(10_000), "deep.json:1"),
                new Case(20, "twice.properties", "a=1\nb=2\na=3\n", "twice.properties:3"),
                new Case(21, "escape.properties", "a=1\nb=\\u12G4\n", "escape.properties:2"),
                new Case(22, "name.txt", "A=1\n", "CONFIG_INVALID", List.of("name.txt")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_broken_document_stops_the_jvm_with_its_place_and_stays_as_it_was(Case broken) throws IOException {
        Path file = desk.write(broken.file, broken.bytes());
        Run run = Jdk.inTurn(broken.number)
                .probe(desk.agent(broken.file), "get:A")
                .run();
        StartFailure.check(run, broken.code, broken.says.toArray(String[]::new));
        assertThat(run.stderr()).as("nothing of the content is quoted").doesNotContain("marked content");
        assertThat(Files.readAllBytes(file)).isEqualTo(broken.bytes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_command_line_refuses_it_too_and_leaves_it_alone(Case broken) throws IOException {
        Path file = desk.write(broken.file, broken.bytes());
        Run run = Ske.run(folder, "encrypt", "--key", "file:ske.key", broken.file);
        assertThat(run.exit())
                .as("%s", run)
                .isEqualTo(broken.code.equals("CONFIG_INVALID") ? run.exit() : 1)
                .isNotZero();
        assertThat(run.stderr()).startsWith("ske: error: ").doesNotContain("\tat ", "marked content");
        assertThat(Files.readAllBytes(file)).isEqualTo(broken.bytes());
        try (var left = Files.list(folder)) {
            assertThat(left).as("no temporary file is left").hasSize(2);
        }
    }

    @OnOldestAndNewestJdk
    void an_empty_document_serves_nothing_and_says_so(Jdk jdk) {
        for (String name : List.of("empty.env", "empty.yaml", "empty.properties")) {
            desk.write(name, "");
            Run run = jdk.probe(desk.agent(name), "get:A").env("A", "real").run();
            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(run.stdout()).isEqualTo("get A=real\n");
            assertThat(run.errors()).hasSize(1);
            assertThat(run.stderr()).startsWith("ske: warning: ").contains(name + " is empty");
        }
    }

    @OnOldestAndNewestJdk
    void windows_line_ends_and_byte_order_marks_are_read(Jdk jdk) {
        String secret = Any.secret();
        String sealed = desk.seal("A", secret);
        desk.write("w.env", "\uFEFFSKE_KEYS=file:./ske.key\r\nA=" + sealed + "\r\nB='two\r\nlines'\r\n");
        desk.write("w.yaml", "\uFEFFske:\r\n  keys: [file:./ske.key]\r\nA: " + sealed + "\r\nB: b\r\n");
        desk.write("w.json", "\uFEFF{\"ske\": {\"keys\": [\"file:./ske.key\"]},\r\n\"A\": \"" + sealed + "\"}\r\n");
        desk.write("w.properties", "SKE_KEYS=file:./ske.key\r\nA=" + sealed + "\r\n");
        for (String name : List.of("w.env", "w.yaml", "w.json", "w.properties")) {
            Run run = jdk.probe(desk.agent(name), "get:A").run();
            assertThat(run.silent().value("get A")).as(name).isEqualTo(secret);
        }
    }

    @Test
    void anchors_and_merge_keys_are_followed() {
        String secret = Any.secret();
        desk.write("anchors.yaml", """
                ske: {keys: ['file:./ske.key']}
                base: &base
                  password: %s
                  host: h
                copy:
                  <<: *base
                  host: own
                """.formatted(desk.seal("BASE_PASSWORD", secret)));
        Run run = Jdk.newest()
                .probe(desk.agent("anchors.yaml"), "get:BASE_PASSWORD", "get:COPY_PASSWORD", "get:COPY_HOST")
                .run()
                .silent();
        assertThat(run.stdout())
                .isEqualTo("get BASE_PASSWORD=" + secret + "\nget COPY_PASSWORD=" + secret + "\nget COPY_HOST=own\n");
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*l" + (i - 1);
            yaml.append("l" + i + ": &l" + i + " [" + (alias + ", ").repeat(9) + alias + "]\n");
        }
        return yaml.toString();
    }
}

package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    @TempDir
    Path folder;

    @Test
    void names_are_compared_without_the_indices_of_lists_and_without_aliases() {
        String list = "hosts:\n- db: ENC[v2:QQ==]\n- db: ENC[v2:QQ==]\nother: [&a 'ENC[v2:QQ==]', *a]\nthird: *a\n";
        String ours = "ske:\n  a_b: ENC[v2:QQ==]\n  a-b: ENC[v2:QQ==]\n";

        assertThat(Documents.parse("x.yaml", list, Format.YAML).entries()).hasSize(5);
        assertThat(Documents.parse("x.yaml", ours, Format.YAML).entries()).hasSize(2);
        refused(
                Code.DOCUMENT_MALFORMED,
                "x.json:1:49: db_password: the same name as db.password in line 1, for both are DB_PASSWORD",
                () -> Documents.parse(
                        "x.json",
                        "{\"db\":{\"password\":\"ENC[v2:QQ==]\"},\"db_password\":\"ENC[v2:QQ==]\"}",
                        Format.JSON));
    }

    @ParameterizedTest
    @CsvSource({
        ".env,ENV",
        "a/b/.env,ENV",
        "prod.env,ENV",
        ".env.local,ENV",
        "a.yaml,YAML",
        "a.yml,YAML",
        "a.json,JSON",
        "a.properties,PROPERTIES",
        "env,",
        "a.txt,",
        "a.env.local,",
        "yaml,",
        "/,",
    })
    void the_name_tells_the_format(String name, Format format) {
        assertThat(Documents.formatOf(Paths.get(name))).isEqualTo(format);
    }

    @Test
    void a_name_that_tells_no_format_needs_one_given() throws Exception {
        Path file = Files.writeString(folder.resolve("secrets"), "A=b");

        refused(Code.CONFIG_INVALID, file + ": the name does not tell its format", () -> Documents.read(file, null));
        assertThat(Documents.read(file, Format.ENV).entries()).hasSize(1);
    }

    @Test
    void what_cannot_be_read_is_missing() throws Exception {
        Path absent = folder.resolve("absent.env");
        Path directory = Files.createDirectory(folder.resolve("dir.env"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop.env"), folder.resolve("loop.env"));

        refused(Code.DOCUMENT_MISSING, absent + ": no such file", () -> Documents.read(absent, null));
        refused(Code.DOCUMENT_MISSING, directory + ": is a folder", () -> Documents.read(directory, null));
        refused(Code.DOCUMENT_MISSING, loop + ": cannot be read", () -> Documents.read(loop, null));
    }

    @Test
    void a_fifo_and_a_device_are_refused_without_waiting() throws Exception {
        Path fifo = folder.resolve("fifo.env");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Path zero = Paths.get("/dev/zero");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            refused(Code.DOCUMENT_MISSING, fifo + ": is not a regular file", () -> Documents.read(fifo, null));
            refused(Code.DOCUMENT_MISSING, zero + ": is not a regular file", () -> Documents.read(zero, Format.ENV));
        });
    }

    @Test
    void a_symbolic_link_to_a_good_file_is_followed_and_keeps_its_name_in_messages() throws Exception {
        Files.writeString(folder.resolve("real"), "A=b");
        Path link = Files.createSymbolicLink(folder.resolve("link.env"), Paths.get("real"));

        assertThat(Documents.read(link, null).entries().get(0).place()).hasToString(link + ":1");
    }

    @Test
    void a_file_larger_than_64_MiB_is_refused() throws Exception {
        Path file = folder.resolve("large.env");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((64L << 20) + 1);
        }

        refused(Code.DOCUMENT_MALFORMED, file + ": larger than 64 MiB", () -> Documents.read(file, null));
    }

    @ParameterizedTest
    @CsvSource({"a.json,{}", "a.yaml,{}", "a.yaml,---"})
    void a_document_of_nothing_is_read(String name, String text) {
        Format format = Documents.formatOf(Paths.get(name));

        assertThat(Documents.parse(name, text, format).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.env", "a.properties", "a.yaml"})
    void an_empty_file_has_no_entries(String name) throws Exception {
        assertThat(Documents.read(Files.writeString(folder.resolve(name), ""), null)
                        .entries())
                .isEmpty();
    }

    @Test
    void what_is_no_text_is_refused_at_its_first_byte() throws Exception {
        byte[][] binaries = {
            {'A', '=', 'b', '\n', 'C', '=', (byte) 0xFF},
            {'A', '=', 'b', '\n', 'C', '=', 0, 'd'},
            {'A', '=', 'b', '\n', 'C', '=', (byte) 0xC3},
            {'A', '=', 'b', '\n', 'C', '=', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {'A', '=', 'b', '\n', '#', ' ', (byte) 0xFF, 0},
        };
        for (byte[] bytes : binaries) {
            Path file = Files.write(folder.resolve("a.env"), bytes);
            refused(Code.DOCUMENT_MALFORMED, file + ":2:3: not text in UTF-8", () -> Documents.read(file, null));
        }
    }

    @Test
    void a_replacement_character_of_the_file_itself_is_text() throws Exception {
        Path file = Files.writeString(folder.resolve("a.env"), "A=\uFFFD");

        assertThat(Documents.read(file, null).entries().get(0).value()).isEqualTo("\uFFFD");
    }

    @Test
    void properties_that_are_no_UTF_8_are_Latin_1() throws Exception {
        byte[] bytes = "a=\u00e9\nb=c".getBytes(StandardCharsets.ISO_8859_1);
        Document document = Documents.read(Files.write(folder.resolve("a.properties"), bytes), null);

        assertThat(document.entries().get(0).value()).isEqualTo("\u00e9");
        assertThat(document.text().getBytes(document.source().charset())).isEqualTo(bytes);
    }

    @Test
    void two_encrypted_values_with_one_canonical_name_are_refused_with_both_lines() {
        refused(
                Code.DOCUMENT_MALFORMED,
                "x.env:3:13: DB_PASSWORD: the same name as db.password in line 1, for both are DB_PASSWORD",
                () -> Documents.parse("x.env", "db.password=ENC[v2:QQ==]\n\nDB_PASSWORD=ENC[v2:QQ==]", Format.ENV));
        refused(
                Code.DOCUMENT_MALFORMED,
                "x.properties:2:13: db-password: the same name as db.password in line 1, for both are DB_PASSWORD",
                () -> Documents.parse(
                        "x.properties", "db.password=ENC[v2:QQ==]\ndb-password=ENC[v2:QQ==]", Format.PROPERTIES));
    }

    @Test
    void plain_values_and_settings_of_ours_may_share_a_canonical_name() {
        String text = "db.password=ENC[v2:QQ==]\nDB_PASSWORD=b\nSKE_KEY=ENC[v2:QQ==]\nSKE.KEY=ENC[v2:QQ==]\n";

        assertThat(Documents.parse("x.env", text, Format.ENV).entries()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.env", "a.properties"})
    void a_hundred_thousand_entries_and_ten_megabytes_take_linear_time(String name) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("NAME_")
                    .append(i)
                    .append("=ENC[v2:")
                    .append("A".repeat(100))
                    .append("]\n");
        }
        Path file = Files.writeString(folder.resolve(name), text);
        assertThat(Files.size(file)).isGreaterThan(10_000_000);

        Document document = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Documents.read(file, null));

        assertThat(document.entries()).hasSize(100_000);
        assertThat(document.entries().get(99_999).place()).hasToString(file + ":100000");
    }

    @Test
    void one_value_of_ten_megabytes_and_ten_megabytes_of_quotes_take_linear_time() {
        String value = "b\"\\".repeat(3_500_000);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Document bare = Documents.parse("x.env", "A=" + value, Format.ENV);
            assertThat(bare.entries().get(0).value()).isEqualTo(value);
            Document quoted = Documents.parse("x.env", "A='" + value + "'", Format.ENV);
            assertThat(quoted.entries().get(0).value()).isEqualTo(value);
            refused(
                    Code.DOCUMENT_MALFORMED,
                    "x.env:1:3: A: the quote is never closed",
                    () -> Documents.parse("x.env", "A=\"" + "\\\"".repeat(5_000_000), Format.ENV));
        });
    }

    private static void refused(Code code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure).hasMessage(message);
            assertThat(failure.hint()).isNotBlank();
        });
    }
}

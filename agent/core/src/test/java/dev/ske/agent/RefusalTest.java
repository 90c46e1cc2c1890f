package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.store.SealedStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is never served, and what is said of it, through a whole start. */
class RefusalTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str] | SOPS    | decrypt the file with 'sops decrypt' first",
                "ENC(abcdef)                                | Jasypt  | decrypt it with Jasypt first",
                "encrypted:BDqD                             | dotenvx | decrypt the file with 'dotenvx decrypt' first"
            })
    void a_value_of_another_tool_is_named_with_a_hint(String value, String tool, String hint) throws Exception {
        Path file = folder.resolve("a.env");
        Files.writeString(file, "A=1\nB=\"" + value + "\"\n");

        Failure failure = refused(file);

        assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
        assertThat(failure).hasMessage("cannot open B (" + file + ":2): the value is encrypted by " + tool);
        assertThat(failure.hint()).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource({"'ENC[AES256_GCM,data:x]', SOPS", "ENC(abcdef), Jasypt", "encrypted:BDqD, dotenvx"})
    void a_value_of_another_tool_is_refused_in_a_folder_of_secrets_too(String value, String tool) throws Exception {
        Path file = folder.resolve("a.env");
        Files.writeString(file, "SKE_SOURCES=dir:run\n");
        Path secret = Files.createDirectory(folder.resolve("run")).resolve("token");
        Files.writeString(secret, value + "\n");

        assertThat(refused(file)).hasMessage("cannot open token (" + secret + "): the value is encrypted by " + tool);
    }

    @Test
    void a_file_that_is_named_like_a_setting_of_ours_is_not_served() throws Exception {
        Path file = folder.resolve("a.env");
        Files.writeString(file, "SKE_SOURCES=dir:run\n");
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("SKE_CONFIG"), "x");
        Files.writeString(run.resolve("ske-key"), "x");
        Files.writeString(run.resolve("ske_x"), "x");
        Files.writeString(run.resolve("skeleton"), "x");

        SealedStore store = start(file);
        store.publish();

        assertThat(store.snapshot().items()).extracting(item -> item.path()).containsExactly("skeleton");
        store.destroy();
    }

    @Test
    void without_its_only_key_a_value_asks_for_that_key_and_not_for_a_new_one() throws Exception {
        Path key = folder.resolve("ske.key");
        LocalKeyFile.create(key);
        String value;
        try (LocalKey local = LocalKeyFile.read(key, "ske.key", false, new OffHeap())) {
            value = Sealed.value(local, "B");
        }
        Files.delete(key);
        Path file = folder.resolve("a.env");
        Files.writeString(file, "SKE_KEYS=file:ske.key\nB=" + value + "\n");

        Failure failure = refused(file);

        assertThat(failure.code()).isEqualTo(Code.KEY_FILE_MISSING);
        assertThat(failure)
                .hasMessage(
                        "cannot open B (" + file + ":2): none of its keys is here: ske.key: there is no such key file");
        assertThat(failure.hint()).contains("a new one cannot open it");
    }

    @Test
    void a_deadline_shorter_than_the_default_ends_the_start() throws Exception {
        StringBuilder slow = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            slow.append("name").append(i).append(": [1, 2]\n");
        }
        Files.writeString(folder.resolve("slow.yaml"), slow);
        Path file = folder.resolve("a.env");
        Files.writeString(file, "SKE_SOURCES=slow.yaml\nSKE_DEADLINE=1ms\n");

        assertThat(refused(file)).hasMessage("reading the sources took longer than 1 ms");
    }

    @Test
    void a_secret_that_is_left_out_is_not_said_to_be_answered() throws Exception {
        Path file = folder.resolve("a.env");
        Files.writeString(file, "SKE_SELECT_INCLUDE=\nB=ENC[v2:AAAA]\n");
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Options options = Options.parse("config=" + file, Map.of());
            Opening.start(options, Map.of("B", "clear"), null).await().store().destroy();
        } finally {
            System.setErr(before);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "ske: warning: B stands in clear in the real environment; it is not answered," + " because "
                                + file + ":2 has a secret of that name (/ske/override)\n");
    }

    @ParameterizedTest
    @CsvSource({"deep.yaml, 'a: ', [", "deep.json, '{\"a\": ', ["})
    void the_path_of_what_is_nested_too_deeply_is_cut(String name, String before, String open) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, before + open.repeat(10_000));

        Failure failure = refused(file);

        assertThat(failure.getMessage()).contains(":1:", "...: too deeply nested");
        assertThat(failure.getMessage().length() - file.toString().length()).isLessThan(200);
        assertThat(failure.hint()).isNotNull();
    }

    private static Failure refused(Path file) {
        Failure failure = catchThrowableOfType(Failure.class, () -> start(file));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static SealedStore start(Path file) {
        Options options = Options.parse("config=" + file, Map.of());
        return Opening.start(options, Map.of(), null).await().store();
    }
}

package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a configuration to a store, without weaving: what is served, withheld and refused. */
class OpeningTest {
    private final String secret = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeKey() {
        LocalKeyFile.create(folder.resolve("ske.key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str] | SOPS    | sops decrypt",
                "ENC(abcdef)                                | Jasypt  | Jasypt",
                "encrypted:BDqD                             | dotenvx | dotenvx decrypt"
            })
    void a_value_of_another_tool_is_refused_with_a_hint(String value, String tool, String hint) throws IOException {
        Failure inDocument = refused(".env", "A=" + value);
        assertThat(inDocument.code()).isEqualTo(Code.VALUE_MALFORMED);
        assertThat(inDocument).hasMessageContaining("cannot open A (").hasMessageContaining("by " + tool);
        assertThat(inDocument.hint()).contains(hint);

        Failure inFolder = refusedFile(value);
        assertThat(inFolder).hasMessageContaining("by " + tool);
        assertThat(inFolder.hint()).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void a_file_of_a_folder_whose_encrypted_value_lost_its_beginning_is_not_served_as_text(int at) throws IOException {
        String value = sealed("TOKEN", secret);
        assertThat(refusedFile(value.substring(0, at) + '~' + value.substring(at + 1))
                        .code())
                .isEqualTo(Code.VALUE_MALFORMED);
        assertThat(refusedFile(value.substring(0, at) + value.substring(at + 1)).code())
                .isEqualTo(Code.VALUE_MALFORMED);
    }

    @Test
    void a_setting_does_not_stand_before_the_secret_of_its_name_whatever_their_order() throws IOException {
        String value = sealed("A_B", secret);
        for (String lines : List.of("a_b=plain\na.b=" + value, "a.b=" + value + "\na_b=plain")) {
            SealedStore store = open("x.properties", "SKE_KEYS=file:ske.key\n" + lines, Map.of());
            Snapshot snapshot = store.snapshot();
            assertThat(store.exposeAsString(snapshot.find("A_B"))).isEqualTo(secret);
            assertThat(store.exposeAsString(snapshot.environment().get("A_B"))).isEqualTo(secret);
        }
    }

    @Test
    void what_is_no_file_in_a_folder_of_secrets_is_refused_and_not_passed_over() throws IOException {
        file("secrets/TOKEN", secret);
        Files.createSymbolicLink(folder.resolve("secrets/LOST"), Path.of("nowhere"));
        Failure failure = refused("ske.env", "SKE_SOURCES=dir:secrets");
        assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MISSING);
        assertThat(failure).hasMessageContaining("LOST: is no file, or a link to none");
    }

    @Test
    void files_of_a_folder_are_secrets_plain_or_encrypted_without_their_last_newline() throws IOException {
        file("secrets/plain", secret + "\n");
        file("secrets/TOKEN", sealed("TOKEN", secret) + "\n");
        file("secrets/..2024/hidden", secret);
        file("secrets/..data", secret);

        SealedStore store = open("ske.env", "SKE_KEYS=file:ske.key\nSKE_SOURCES=dir:secrets", Map.of());
        assertThat(store.snapshot().items()).extracting(Item::path).containsExactlyInAnyOrder("plain", "TOKEN");
        for (Item item : store.snapshot().items()) {
            assertThat(item.secret()).isTrue();
            assertThat(store.exposeAsString(item)).isEqualTo(secret);
        }
    }

    @Test
    void our_own_names_are_never_served_from_a_folder_or_the_environment() throws IOException {
        file("secrets/SKE_LOG", "debug");
        file("secrets/ske.keys", "x");
        Map<String, String> environment = Map.of("SKE_TOKEN", sealed("SKE_TOKEN", secret));

        SealedStore store = open("ske.env", "SKE_KEYS=file:ske.key\nSKE_SOURCES=dir:secrets,env", environment);
        assertThat(store.snapshot().items()).isEmpty();
        assertThat(store.snapshot().environment()).isEmpty();
    }

    @Test
    void two_files_or_variables_with_one_canonical_name_are_refused() throws IOException {
        file("secrets/db.password", secret);
        file("secrets/DB_PASSWORD", secret);
        Failure files = refused(".env", "SKE_SOURCES=dir:secrets");
        assertThat(files.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
        assertThat(files).hasMessageContaining("db.password").hasMessageContaining("for both are DB_PASSWORD");

        String value = sealed("A_B", secret);
        Failure variables = catchThrowableOfType(
                Failure.class,
                () -> open("a.env", "SKE_KEYS=file:ske.key\nSKE_SOURCES=env", Map.of("A_B", value, "a_b", value)));
        assertThat(variables.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db.hosts.0.password", "DB_HOSTS_PASSWORD", "db.hosts.password", "stra\u00dfe", "STRA_u00DFE"})
    void a_required_name_is_a_path_with_its_indices_or_a_canonical_name(String name) throws IOException {
        String document = "ske:\n  keys: [file:ske.key]\n  on-error: warn\n  required: ['" + name + "']\n"
                + "db:\n  hosts:\n    - password: @\nstra\u00dfe: @@\n";
        String good =
                document.replace("@@", sealed("STRA_u00DFE", secret)).replace("@", sealed("DB_HOSTS_PASSWORD", secret));
        assertThat(open("a.yaml", good, Map.of()).snapshot().items()).hasSize(2);

        String moved = document.replace("@@", sealed("OTHER", secret)).replace("@", sealed("OTHER", secret));
        assertThat(refused("b.yaml", moved).code()).isEqualTo(Code.VALUE_TAMPERED);
    }

    @Test
    void a_required_name_that_no_source_serves_stops_the_start() throws IOException {
        assertThat(refused("a.yaml", "ske: {required: [db.hosts.1.password]}\ndb: {hosts: [{password: x}]}")
                        .code())
                .isEqualTo(Code.SECRET_NOT_FOUND);
        String excluded = "ske: {keys: [file:ske.key], required: [A], select: {exclude: [A]}}\nA: ";
        assertThat(refused("b.yaml", excluded + sealed("A", secret)).code()).isEqualTo(Code.SECRET_NOT_FOUND);
    }

    @Test
    void what_is_not_selected_is_neither_served_nor_answered_from_the_environment() throws IOException {
        String text = "SKE_KEYS=file:ske.key\nSKE_SELECT_EXCLUDE=A\nA=" + sealed("A", secret) + "\n";
        Snapshot snapshot = open("a.env", text, Map.of("A", "in clear")).snapshot();
        assertThat(snapshot.items()).isEmpty();
        assertThat(snapshot.environment().get("A").isWithheld()).isTrue();
    }

    @Test
    void a_setting_steps_back_behind_the_real_environment_but_not_behind_a_ciphertext_there() throws IOException {
        Map<String, String> environment = Map.of("A", sealed("A", secret), "B", "real");
        Snapshot snapshot = open(
                        "a.env", "SKE_SOURCES=env,b.env\nSKE_KEYS=file:ske.key", environment, "A=plain\nB=plain")
                .snapshot();
        assertThat(snapshot.environment()).containsOnlyKeys("A");
        assertThat(snapshot.environment().get("A").secret()).isFalse();
    }

    private SealedStore open(String name, String text, Map<String, String> environment, String second)
            throws IOException {
        file("b.env", second);
        return open(name, text, environment);
    }

    private SealedStore open(String name, String text, Map<String, String> environment) throws IOException {
        Path file = file(name, text);
        SealedStore store = Opening.start(Options.parse("config=" + file, environment), environment, null)
                .await()
                .store();
        store.publish();
        return store;
    }

    private Failure refused(String name, String text) {
        return catchThrowableOfType(Failure.class, () -> open(name, text, Map.of()));
    }

    private Failure refusedFile(String content) throws IOException {
        file("secrets/TOKEN", content);
        return refused("folder.env", "SKE_KEYS=file:ske.key\nSKE_SOURCES=dir:secrets");
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private String sealed(String canonical, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (LocalKey local = LocalKeyFile.read(folder.resolve("ske.key"), "ske.key", false, new OffHeap());
                StrongRandom random = new StrongRandom();
                DataKey data = DataKey.create(List.of(local), random, new OffHeap());
                Scratch scratch = new Scratch()) {
            ByteBuffer kindAndText = scratch.buffer(1 + bytes.length);
            kindAndText.put(0, (byte) 0);
            for (int i = 0; i < bytes.length; i++) {
                kindAndText.put(1 + i, bytes[i]);
            }
            return data.seal(canonical, kindAndText, 0, 1 + bytes.length, random);
        }
    }
}

package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.key.FakeKms;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.key.SealedV2;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a configuration with keys of AWS KMS to a store: when KMS is begun, what it is asked, and how it ends. */
@Timeout(120)
class KmsOpeningTest {
    private static final String KEY = "SKE_KEYS=aws-kms:alias/app\n";

    private final String secret = UUID.randomUUID().toString();
    private final FakeKms kms = new FakeKms();

    @TempDir
    private Path folder;

    @Test
    void a_thousand_values_of_one_file_are_one_call() throws IOException {
        SealedV2 sealed = new SealedV2(kms);
        StringBuilder text = new StringBuilder(KEY);
        for (int i = 0; i < 1_000; i++) {
            text.append("A")
                    .append(i)
                    .append('=')
                    .append(sealed.value("A" + i, secret))
                    .append('\n');
        }

        SealedStore store = open(text.toString());

        assertThat(store.snapshot().items())
                .hasSize(1_000)
                .allSatisfy(item -> assertThat(store.exposeAsString(item)).isEqualTo(secret));
        assertThat(kms.requests).hasSize(1);
        assertThat(kms.starts).hasValue(1);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void a_hundred_direct_values_are_all_asked_for_before_the_first_is_waited_for() throws IOException {
        StringBuilder text = new StringBuilder(KEY);
        for (int i = 0; i < 100; i++) {
            text.append("A").append(i).append('=').append(direct(secret + i)).append('\n');
        }

        SealedStore store = open(text.toString());

        assertThat(store.exposeAsString(store.snapshot().find("A42"))).isEqualTo(secret + 42);
        assertThat(kms.log).startsWith(Collections.nCopies(100, "ask").toArray(new String[0]));
        assertThat(kms.requests).hasSize(100);
    }

    @Test
    void encrypted_files_of_a_folder_are_asked_for_with_the_others() throws IOException {
        file("secrets/A", direct(secret) + "\n");
        file("secrets/B", new SealedV2(kms).value("B", secret));
        file("secrets/C", secret);

        SealedStore store = open(KEY + "SKE_SOURCES=dir:secrets\nD=" + direct(secret));

        assertThat(store.snapshot().items()).extracting(Item::path).containsExactlyInAnyOrder("A", "B", "C", "D");
        for (Item item : store.snapshot().items()) {
            assertThat(store.exposeAsString(item)).isEqualTo(secret);
        }
        assertThat(kms.log).containsExactly("ask", "ask", "ask", "await", "await", "await");
    }

    @Test
    void bytes_that_are_no_text_stay_bytes() throws IOException {
        byte[] bytes = {(byte) 0xC0, (byte) 0x80, 0};
        SealedStore store = open(KEY + "A=" + KmsValue.format(kms.encrypt(bytes)));
        assertThat(store.snapshot().find("A").text()).isFalse();
        assertThat(open(KEY + "A=" + direct(secret)).snapshot().find("A").text())
                .isTrue();
    }

    @Test
    void what_is_not_selected_or_defined_again_later_is_not_asked_for() throws IOException {
        file("later.env", "B=" + direct(secret));
        open(KEY + "SKE_SELECT_EXCLUDE=A\nSKE_SOURCES=later.env\nA=" + direct("a") + "\nB=" + direct("b"));
        assertThat(kms.requests).hasSize(1);
    }

    @Test
    void raw_ciphertexts_are_opened_where_the_document_says_so() throws IOException {
        String raw = Base64.getEncoder().encodeToString(kms.encrypt(secret.getBytes(StandardCharsets.UTF_8)));
        SealedStore store = open(KEY + "SKE_RAW_KMS=true\nA=" + raw + "\nB=AQICAH is text");
        assertThat(store.exposeAsString(store.snapshot().find("A"))).isEqualTo(secret);
        assertThat(store.snapshot().find("A").secret()).isTrue();
        assertThat(store.snapshot().find("B").secret()).isFalse();
        assertThat(kms.requests).hasSize(1);
    }

    @Test
    void a_raw_ciphertext_is_text_with_a_warning_where_the_document_does_not_say_so() throws IOException {
        String raw = Base64.getEncoder().encodeToString(kms.encrypt(secret.getBytes(StandardCharsets.UTF_8)));
        String[] said = {""};
        SealedStore[] store = new SealedStore[1];
        said[0] = stderr(() -> store[0] = open("A=" + raw));
        assertThat(said[0])
                .isEqualToIgnoringNewLines("ske: warning: A (" + folder.resolve("a.env")
                        + ":1) looks like a ciphertext of AWS KMS and is served as it is;"
                        + " raw-kms: true has such values opened (/ske/raw-kms)");
        assertThat(store[0].snapshot().find("A").secret()).isFalse();
    }

    @Test
    void a_reference_to_a_raw_ciphertext_is_refused() {
        String raw = Base64.getEncoder().encodeToString(kms.encrypt(secret.getBytes(StandardCharsets.UTF_8)));
        Failure failure = refused(KEY + "SKE_RAW_KMS=true\nSKE_EXPAND=true\nA=" + raw + "\nB=x$A");
        assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MALFORMED);
        assertThat(failure).hasMessageContaining("B refers to A, which is a secret");
    }

    @Test
    void kms_begins_before_the_sources_are_read_and_ends_though_they_are_not() {
        Failure failure = refused(KEY + "SKE_SOURCES=missing.env\nA=" + direct(secret));
        assertThat(failure.code()).isEqualTo(Code.DOCUMENT_MISSING);
        assertThat(kms.starts).hasValue(1);
        assertThat(kms.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1", "A=1\nSKE_SOURCES=other.env", "A=@"})
    void kms_does_not_begin_where_a_local_key_is_enough(String lines) throws IOException {
        LocalKeyFile.create(folder.resolve("ske.key"));
        SealedV2 sealed = new SealedV2(kms, folder.resolve("ske.key"));
        file("other.env", "B=" + sealed.value("B", secret));
        open("SKE_KEYS=aws-kms:alias/app,file:ske.key\n" + lines.replace("@", sealed.value("A", secret)));
        assertThat(kms.starts).hasValue(0);
    }

    @Test
    void kms_does_not_begin_for_settings_alone() throws IOException {
        open(KEY + "A=1");
        assertThat(kms.starts).hasValue(0);
    }

    @Test
    void kms_begins_late_where_nothing_foretold_that_it_is_needed() throws IOException {
        LocalKeyFile.create(folder.resolve("ske.key"));
        file("other.env", "B=" + direct(secret));
        SealedStore store = open("SKE_KEYS=file:ske.key,aws-kms:alias/app\nSKE_SOURCES=other.env\nA=1");
        assertThat(store.exposeAsString(store.snapshot().find("B"))).isEqualTo(secret);
        assertThat(kms.starts).hasValue(1);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void a_key_file_that_is_not_here_leaves_the_value_to_kms() throws IOException {
        LocalKeyFile.create(folder.resolve("dev.key"));
        String value = new SealedV2(kms, folder.resolve("dev.key")).value("A", secret);
        Files.delete(folder.resolve("dev.key"));
        SealedStore store = open("SKE_KEYS=file:dev.key,aws-kms:alias/app\nA=" + value);
        assertThat(store.exposeAsString(store.snapshot().find("A"))).isEqualTo(secret);
    }

    @Test
    void a_refusal_names_the_value_its_place_and_the_key() {
        kms.refuse(0, Code.KMS_ACCESS_DENIED);
        Failure failure = refused(KEY + "A=" + direct(secret));
        assertThat(failure.code()).isEqualTo(Code.KMS_ACCESS_DENIED);
        assertThat(failure).hasMessage("cannot open A (" + folder.resolve("a.env") + ":2): alias/app: refused");
        assertThat(failure.hint()).isEqualTo("hint of key 0");
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void with_on_error_warn_what_kms_refuses_is_left_out_unless_it_is_required() throws IOException {
        kms.refuse(0, Code.KMS_ACCESS_DENIED);
        String text = KEY + "SKE_ON_ERROR=warn\nA=" + direct(secret) + "\nB=1";
        SealedStore[] store = new SealedStore[1];
        assertThat(stderr(() -> store[0] = open(text)))
                .contains("cannot open A (")
                .contains("alias/app: refused [KMS_ACCESS_DENIED]; it is left out");
        assertThat(store[0].snapshot().items()).extracting(Item::path).containsExactly("B");

        assertThat(refused(text + "\nSKE_REQUIRED=A").code()).isEqualTo(Code.KMS_ACCESS_DENIED);
    }

    @Test
    void a_deadline_that_passes_while_kms_is_waited_for_is_unreachable_and_names_the_value() {
        kms.hang();
        long begun = System.nanoTime();
        Failure failure = refused(KEY + "SKE_DEADLINE=700ms\nA=" + direct(secret));
        long millis = (System.nanoTime() - begun) / 1_000_000;

        assertThat(failure.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(failure)
                .hasMessage("cannot open A (" + folder.resolve("a.env")
                        + ":3): AWS KMS did not answer within the deadline of the start, 700 ms");
        assertThat(failure.hint()).contains("/ske/deadline");
        assertThat(millis).isBetween(700L, 20_000L);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void with_on_error_warn_a_hanging_kms_costs_its_values_and_not_the_start() throws IOException {
        kms.hang();
        SealedStore[] store = new SealedStore[1];
        String said = stderr(() -> store[0] =
                open(KEY + "SKE_ON_ERROR=warn\nSKE_DEADLINE=500ms\nA=" + direct("a") + "\nB=" + direct("b") + "\nC=1"));
        assertThat(said).contains("cannot open A (", "cannot open B (").contains("[KMS_UNREACHABLE]; it is left out");
        assertThat(store[0].snapshot().items()).extracting(Item::path).containsExactly("C");
    }

    @Test
    void a_start_that_is_abandoned_ends_kms_at_once() throws Exception {
        kms.hang();
        Path file = file("a.env", KEY + "SKE_DEADLINE=50s\nA=" + direct(secret));
        Opening opening = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null, kms);
        kms.awaited.await();
        opening.abandon();
        long begun = System.nanoTime();
        assertThat(catchThrowableOfType(Failure.class, opening::await).code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void the_configured_keys_of_kms_are_handed_over_in_their_order() throws IOException {
        LocalKeyFile.create(folder.resolve("ske.key"));
        open("SKE_KEYS=aws-kms:alias/a,file:ske.key,aws-kms:alias/b\nSKE_KEYS_2_REGION=eu-west-1\nA=" + direct("x"));
        assertThat(kms.keys()).extracting(KmsKey::id).containsExactly("alias/a", "alias/b");
        assertThat(kms.keys().get(1).region()).isEqualTo("eu-west-1");
    }

    @Test
    void without_a_key_of_kms_the_hint_shows_how_to_configure_one() {
        Failure failure = refused("A=" + direct(secret));
        assertThat(failure.code()).isEqualTo(Code.KEY_MISMATCH);
        assertThat(failure.hint()).contains("keys: [aws-kms:alias/NAME]");
        assertThat(kms.starts).hasValue(0);
    }

    private String direct(String text) {
        return KmsValue.format(kms.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    private SealedStore open(String text) throws IOException {
        Path file = file("a.env", text);
        SealedStore store = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null, kms)
                .await()
                .store();
        store.publish();
        return store;
    }

    private Failure refused(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> open(text));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage() + failure.hint()).doesNotContain(secret);
        return failure;
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Start {
        void run() throws IOException;
    }

    private static String stderr(Start start) throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            start.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

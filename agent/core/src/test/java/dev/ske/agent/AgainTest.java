package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.key.FakeKms;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.key.SealedV2;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Swap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start and the openings after it: what is opened again, what is kept, and what makes a refresh fail. */
@Timeout(120)
class AgainTest {
    private static final String LOCAL = "SKE_KEYS=file:ske.key\n";
    private static final String REMOTE = "SKE_KEYS=aws-kms:alias/app\n";

    private final FakeKms kms = new FakeKms();
    private final String first = UUID.randomUUID().toString();
    private final String second = UUID.randomUUID().toString();
    private Opened opened;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeKey() {
        LocalKeyFile.create(folder.resolve("ske.key"));
    }

    @AfterEach
    void end() {
        if (opened != null) {
            opened.destroy();
        }
    }

    @Test
    void what_changed_is_served_anew_and_the_rest_keeps_its_usage() throws IOException {
        String kept = local("B", first);
        start(LOCAL + "A=" + local("A", first) + "\nB=" + kept + "\nC=1\nD=2");
        Item before = item("B");

        file("a.env", LOCAL + "A=" + local("A", second) + "\nB=" + kept + "\nC=3\nE=4");
        Swap swap = refresh();

        assertThat(value("A")).isEqualTo(second);
        assertThat(value("B")).isEqualTo(first);
        assertThat(value("C")).isEqualTo("3");
        assertThat(item("B").usage()).isSameAs(before.usage());
        assertThat(swap.changed()).extracting(Item::path).containsExactlyInAnyOrder("A", "C", "E");
        assertThat(swap.removed()).extracting(Item::path).containsExactly("D");
    }

    @Test
    void kms_is_not_begun_where_nothing_changed_and_is_asked_for_what_did() throws IOException {
        String a = direct(first);
        String b = new SealedV2(kms).value("B", first);
        file("secrets/F", direct(first));
        start(REMOTE + "SKE_SOURCES=dir:secrets\nA=" + a + "\nB=" + b);
        assertThat(kms.starts).hasValue(1);
        assertThat(kms.requests).hasSize(3);

        refresh();
        assertThat(kms.starts).hasValue(1);
        assertThat(value("A")).isEqualTo(first);
        assertThat(value("B")).isEqualTo(first);
        assertThat(value("F")).isEqualTo(first);

        file("a.env", REMOTE + "SKE_SOURCES=dir:secrets\nA=" + direct(second) + "\nB=" + b);
        refresh();
        assertThat(kms.starts).hasValue(2);
        assertThat(kms.requests).hasSize(4);
        assertThat(value("A")).isEqualTo(second);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void with_reopen_everything_is_asked_for_again_so_that_access_withdrawn_shows() throws IOException {
        start(REMOTE + "SKE_REFRESH_REOPEN=true\nA=" + direct(first));
        refresh();
        assertThat(kms.requests).hasSize(2);

        kms.refuse(0, Code.KMS_ACCESS_DENIED);
        assertThat(refused().code()).isEqualTo(Code.KMS_ACCESS_DENIED);
        assertThat(value("A")).isEqualTo(first);
    }

    @Test
    void how_attestation_stands_is_that_of_the_last_opening_that_asked() throws IOException {
        String settings = REMOTE + "SKE_KEYS_0_ATTESTATION=nsm\n";
        start(settings + "A=1");
        assertThat(attestations()).containsExactly("alias/app nsm true false null null");

        kms.attestation(new AttestationState(0, true, 1_000, "", ""));
        refresh();
        assertThat(attestations()).as("not asked").containsExactly("alias/app nsm true false null null");

        file("a.env", settings + "A=" + direct(first));
        refresh();
        assertThat(attestations()).containsExactly("alias/app nsm true true 1000 null");

        kms.attestation(new AttestationState(0, true, 2_000, "", ""));
        refresh();
        assertThat(attestations()).as("not asked again").containsExactly("alias/app nsm true true 1000 null");

        file("a.env", settings + "A=" + direct(second));
        refresh();
        assertThat(attestations()).containsExactly("alias/app nsm true true 2000 null");

        kms.refuse(0, Code.ATTESTATION_UNAVAILABLE);
        file("a.env", settings + "A=" + direct(first));
        assertThat(refused().code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
        assertThat(attestations()).as("what is served stays").containsExactly("alias/app nsm true true 2000 null");
    }

    @Test
    void a_key_that_goes_on_without_attestation_is_shown_and_warned_of_until_it_is_attested_again() throws IOException {
        String settings = REMOTE
                + "SKE_REFRESH_REOPEN=true\nSKE_KEYS_0_ATTESTATION=http://127.0.0.1:1/a\n"
                + "SKE_KEYS_0_ATTESTATION_REQUIRED=false\n";
        kms.attestation(new AttestationState(0, false, 0, "ATTESTATION_UNAVAILABLE", "nobody is there"));
        String warning = "ske: warning: alias/app: nobody is there"
                + " [ATTESTATION_UNAVAILABLE]; attestation is not required, so its values are decrypted without it\n";

        assertThat(saidBy(() -> start(settings + "A=" + direct(first) + "\nB=" + direct(second))))
                .isEqualTo(warning);
        assertThat(attestations())
                .containsExactly("alias/app http://127.0.0.1:1/a false false null"
                        + " ATTESTATION_UNAVAILABLE: nobody is there");
        assertThat(saidBy(this::refresh)).as("as before").isEmpty();

        kms.attestation(new AttestationState(0, true, 3_000, "", ""));
        assertThat(saidBy(this::refresh)).isEmpty();
        assertThat(attestations()).containsExactly("alias/app http://127.0.0.1:1/a false true 3000 null");

        kms.attestation(new AttestationState(0, false, 3_000, "ATTESTATION_UNAVAILABLE", "nobody is there"));
        assertThat(saidBy(this::refresh)).as("it fails again").isEqualTo(warning);
        assertThat(kms.requests).hasSize(8);
    }

    @Test
    void without_attestation_there_is_none_to_show() throws IOException {
        start(REMOTE + "A=" + direct(first));
        assertThat(attestations()).isEmpty();
    }

    private List<String> attestations() {
        Object attestations =
                opened.info().of(opened.store().living(), Map.of()).get("attestations");
        return ((List<?>) attestations)
                .stream()
                        .map(Map.class::cast)
                        .map(one -> one.get("key") + " " + one.get("source") + " " + one.get("required") + " "
                                + one.get("attested") + " " + one.get("document") + " " + one.get("failure"))
                        .toList();
    }

    @Test
    void a_key_file_that_changed_has_its_values_opened_again() throws IOException {
        start(LOCAL + "A=" + local("A", first));
        Files.delete(folder.resolve("ske.key"));
        assertThat(refused().code()).isEqualTo(Code.KEY_FILE_MISSING);
        LocalKeyFile.create(folder.resolve("ske.key"));
        assertThat(refused().code()).isEqualTo(Code.KEY_MISMATCH);
        assertThat(value("A")).isEqualTo(first);

        file("a.env", LOCAL + "A=" + local("A", second));
        refresh();
        assertThat(value("A")).isEqualTo(second);
    }

    @Test
    void a_source_that_vanished_or_was_emptied_is_a_failure_and_no_empty_set() throws IOException {
        file("secrets/F", first);
        file("b.env", "B=1");
        String main = LOCAL + "SKE_SOURCES=b.env,dir:secrets\nA=" + local("A", first);
        start(main);

        Files.delete(folder.resolve("secrets/F"));
        assertThat(refused()).hasMessageContaining("secrets/ is empty, and had 1 entry before");
        Files.delete(folder.resolve("secrets"));
        assertThat(refused().code()).isEqualTo(Code.DOCUMENT_MISSING);
        file("secrets/F", first);

        file("b.env", "");
        assertThat(refused()).hasMessageContaining("b.env is empty, and had 1 entry before");
        Files.delete(folder.resolve("b.env"));
        assertThat(refused().code()).isEqualTo(Code.DOCUMENT_MISSING);
        file("b.env", "B=2");

        file("a.env", "");
        assertThat(refused()).hasMessageContaining("a.env is empty, and had 3 entries before");
        Files.delete(folder.resolve("a.env"));
        assertThat(refused().code()).isEqualTo(Code.DOCUMENT_MISSING);
        file("a.env", "A='");
        assertThat(refused().code()).isEqualTo(Code.DOCUMENT_MALFORMED);

        assertThat(value("A")).isEqualTo(first);
        assertThat(value("F")).isEqualTo(first);
        assertThat(value("B")).isEqualTo("1");
        file("a.env", main);
        refresh();
        assertThat(value("B")).isEqualTo("2");
    }

    @Test
    void a_variant_comes_and_goes_as_it_likes() throws IOException {
        start("A=1");
        file("a.env.local", "A=2");
        refresh();
        assertThat(value("A")).isEqualTo("2");
        assertThat(opened.again().sources()).hasSize(2).last().asString().endsWith("a.env.local");
        Files.delete(folder.resolve("a.env.local"));
        refresh();
        assertThat(value("A")).isEqualTo("1");
        assertThat(opened.again().sources()).hasSize(1);
    }

    @Test
    void changed_settings_wait_for_the_next_start_with_one_warning_for_each_change() throws IOException {
        start(LOCAL + "A=" + local("A", first));
        String changed = LOCAL + "SKE_ON_ERROR=warn\nA=" + local("A", second);
        file("a.env", changed);
        assertThat(saidBy(this::refresh))
                .isEqualToIgnoringNewLines("ske: warning: the settings of " + folder.resolve("a.env")
                        + " have changed (SKE_ON_ERROR): they take effect at the next start");
        assertThat(value("A")).isEqualTo(second);
        assertThat(saidBy(this::refresh)).isEmpty();

        file("a.env", LOCAL + "SKE_ON_ERROR=sometimes\nA=" + local("A", first));
        assertThat(refused().code()).isEqualTo(Code.CONFIG_INVALID);
        assertThat(value("A")).isEqualTo(second);

        file("a.env", "A=" + local("A", first));
        assertThat(saidBy(this::refresh)).contains("(SKE_KEYS)");
        assertThat(value("A")).as("opened with the key of the start").isEqualTo(first);
    }

    @Test
    void with_on_error_warn_a_value_that_does_not_open_keeps_its_last_with_one_warning() throws IOException {
        String settings = LOCAL + "SKE_ON_ERROR=warn\n";
        start(settings + "A=" + local("A", first) + "\nB=1");
        Item before = item("A");
        file("a.env", settings + "A=" + local("OTHER", second) + "\nB=2");

        assertThat(saidBy(this::refresh)).contains("[VALUE_TAMPERED]; its last value is served further");
        assertThat(value("A")).isEqualTo(first);
        assertThat(value("B")).isEqualTo("2");
        assertThat(item("A").usage()).isSameAs(before.usage());
        assertThat(saidBy(this::refresh)).isEmpty();

        file("a.env", settings + "A=" + local("A", second));
        assertThat(saidBy(this::refresh)).isEmpty();
        assertThat(value("A")).isEqualTo(second);
    }

    @Test
    void a_value_that_is_copied_from_behind_an_alias_does_not_open_at_a_refresh_either() throws IOException {
        String value = local("A", first);
        String settings = "ske: {keys: ['file:" + folder.resolve("ske.key") + "']}\n";
        Path file = file("a.yaml", settings + "A: &value " + value + "\nB: *value\n");
        opened = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null)
                .await();
        opened.store().publish();
        assertThat(value("B")).isEqualTo(first);
        refresh();
        file("a.yaml", settings + "A: " + value + "\nB: " + value + "\n");
        assertThat(refused().code()).isEqualTo(Code.VALUE_TAMPERED);
        assertThat(value("B")).isEqualTo(first);
    }

    @Test
    void what_was_cleared_stays_so_until_its_source_says_something_else() throws IOException {
        Path file = file("secrets/F", first);
        String main = LOCAL + "SKE_SOURCES=dir:secrets\nA=";
        start(main + local("A", first));
        opened.store().clear(item("A"));
        opened.store().clear(item("F"));

        refresh();
        refresh();
        assertThat(item("A").usage().cleared()).isTrue();
        assertThat(item("F").usage().cleared()).isTrue();

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        file("a.env", main + local("A", second));
        refresh();
        assertThat(value("A")).isEqualTo(second);
        assertThat(value("F")).isEqualTo(first);
    }

    @Test
    void what_was_cleared_stays_so_even_where_everything_is_opened_again() throws IOException {
        start(LOCAL + "SKE_REFRESH_REOPEN=true\nA=" + local("A", first));
        opened.store().clear(item("A"));
        refresh();
        assertThat(item("A").usage().cleared()).isTrue();
        Files.setLastModifiedTime(folder.resolve("ske.key"), FileTime.fromMillis(1_000_000));
        refresh();
        assertThat(item("A").usage().cleared()).isTrue();
    }

    @Test
    void documents_their_variants_key_files_and_folders_are_what_is_watched() throws IOException {
        file("secrets/F", first);
        start(LOCAL + "SKE_SOURCES=dir:secrets\nA=" + local("A", first));
        assertThat(opened.again().watched())
                .contains(
                        folder.resolve("a.env"),
                        folder.resolve("a.env.local"),
                        folder.resolve("ske.key"),
                        folder.resolve("secrets"));
    }

    @Test
    void an_attempt_that_is_late_fails_leaves_what_is_served_and_never_publishes() throws Exception {
        String a = direct(first);
        start(REMOTE + "SKE_DEADLINE=3s\nA=" + a);
        kms.hang();
        file("a.env", REMOTE + "SKE_DEADLINE=3s\nA=" + direct(second));

        Failure late = refused();

        assertThat(late.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(late).hasMessageContaining("within the deadline of the refresh, 3000 ms");
        assertThat(value("A")).isEqualTo(first);
        assertThat(kms.isClosed()).isTrue();
        file("a.env", REMOTE + "SKE_DEADLINE=3s\nA=" + a);
        refresh();
        assertThat(value("A")).as("the slot is free again").isEqualTo(first);
    }

    @Test
    void what_is_half_written_when_a_refresh_comes_is_not_served() throws Exception {
        start("A=1\nB=1");
        // on a busy machine the other half may come when the moment is over that is waited for it
        boolean inTime = false;
        for (int tries = 0; tries < 50 && !inTime; tries++) {
            file("a.env", "A=1\nB=1");
            refresh();
            long begun = System.nanoTime();
            AtomicLong written = new AtomicLong();
            Files.writeString(folder.resolve("a.env"), "A=2\n");
            Thread writer = new Thread(() -> {
                try {
                    Thread.sleep(40);
                    Files.writeString(folder.resolve("a.env"), "B=2\n", StandardOpenOption.APPEND);
                    written.set(System.nanoTime());
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();

            Swap swap = refresh();

            writer.join();
            inTime = written.get() - begun < 80_000_000L;
            if (inTime) {
                assertThat(swap.removed()).isEmpty();
                assertThat(value("A") + value("B")).isEqualTo("22");
            }
        }
        assertThat(inTime).isTrue();
    }

    @Test
    void files_that_never_settle_fail_a_refresh_and_the_next_one_succeeds() throws Exception {
        file("secrets/F", first);
        start("SKE_SOURCES=dir:secrets\nA=1");
        AtomicBoolean written = new AtomicBoolean(true);
        Thread writer = new Thread(() -> {
            for (int i = 0; written.get(); i++) {
                try {
                    file("secrets/F", second + i);
                    Thread.sleep(1);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        writer.start();
        try {
            // the second where the last attempt met a write in the middle
            Failure failure = null;
            String before = first;
            for (int tries = 0; tries < 20 && failure == null; tries++) {
                before = value("F"); // another one if the writer paused for so long that a refresh was right
                failure = catchThrowableOfType(Failure.class, this::refresh);
            }
            assertThat(failure.getMessage()).containsAnyOf("did not stay as they are", "changed while it was read");
            assertThat(value("F")).isEqualTo(before);
        } finally {
            written.set(false);
            writer.join();
        }

        file("secrets/F", second);
        refresh();
        assertThat(value("F")).as("the slot is free").isEqualTo(second);
    }

    /** A program that an agent is attached to may ask while its doors are being opened. */
    @Test
    void who_asks_before_anything_is_served_does_not_keep_values_from_being_renewed() throws IOException {
        Path file = file("a.env", LOCAL + "SKE_REFRESH_TTL=1h\nA=" + local("A", first));
        opened = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null, kms)
                .await();
        assertThat(opened.refresher().state()).doesNotContainKey("next");
        opened.store().publish();
        opened.report();
        assertThat(opened.refresher().state()).containsKey("next");
    }

    @Test
    void destroying_breaks_off_a_refresh_that_waits_for_kms() throws Exception {
        start(REMOTE + "SKE_DEADLINE=60s\nA=" + direct(first));
        kms.hang();
        file("a.env", REMOTE + "SKE_DEADLINE=60s\nA=" + direct(second));
        Failure[] failure = new Failure[1];
        Thread refreshing = new Thread(() -> failure[0] = refused());
        refreshing.start();
        kms.awaited.await();

        long begun = System.nanoTime();
        opened.destroy();
        refreshing.join(30_000);

        assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
        assertThat(failure[0].code()).isEqualTo(Code.STORE_DESTROYED);
        assertThat(kms.isClosed()).isTrue();
    }

    @Test
    void a_name_in_clear_is_warned_of_at_the_start_and_not_again_at_refreshes() throws IOException {
        String text = LOCAL + "A=" + local("A", first);
        Path file = file("a.env", text);
        Map<String, String> environment = Map.of("A", "other", "URL", "jdbc:" + first);
        String warned = saidBy(() -> {
            opened = Opening.start(Options.parse("config=" + file, environment), environment, null, kms)
                    .await();
            opened.store().publish();
        });
        assertThat(warned)
                .isEqualToIgnoringNewLines(
                        "ske: warning: A stands in clear in the real environment; the secret of " + file
                                + ":2 is answered instead (/ske/override), and its value stands in clear in the environment"
                                + " variable URL too (/ske/strict)");
        assertThat(saidBy(this::refresh)).isEmpty();
    }

    @Test
    void with_strict_a_value_in_clear_elsewhere_ends_the_start() throws IOException {
        Path file = file("a.env", LOCAL + "SKE_STRICT=true\nSKE_ON_ERROR=warn\nA=" + local("A", first));
        Map<String, String> environment = Map.of("URL", "jdbc:" + first);
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> Opening.start(Options.parse("config=" + file, environment), environment, null)
                        .await());
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        assertThat(failure)
                .hasMessage("the value of A (" + file
                        + ":4) stands in clear in the environment variable URL too, and strict is set");
    }

    private void start(String text) throws IOException {
        Path file = file("a.env", text);
        opened = Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null, kms)
                .await();
        opened.store().publish();
    }

    private Swap refresh() {
        return opened.again().reopen();
    }

    private Failure refused() {
        Failure failure = catchThrowableOfType(Failure.class, this::refresh);
        assertThat(failure).isNotNull();
        return failure;
    }

    private Item item(String name) {
        return opened.store().snapshot().find(name);
    }

    private String value(String name) {
        return opened.store().exposeAsString(item(name));
    }

    private String direct(String text) {
        return KmsValue.format(kms.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String local(String name, String text) throws IOException {
        return new SealedV2(kms, folder.resolve("ske.key")).value(name, text);
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private interface Step {
        void run() throws IOException;
    }

    private String saidBy(Step step) throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            step.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

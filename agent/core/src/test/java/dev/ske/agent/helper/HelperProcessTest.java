package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Plaintext;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HelperProcessTest {
    private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

    private final Random random = new Random();

    @AfterEach
    void be_silent_again() {
        Log.level(Log.Level.WARN);
    }

    @Test
    void a_ciphertext_is_answered_and_may_be_asked_for_again() throws Exception {
        byte[] ciphertext = some(200);
        try (Kms kms = helper("answer")) {
            int call = kms.decrypt(attempt(ciphertext));
            assertThat(plaintext(kms, call)).isEqualTo(backwards(ciphertext));
            assertThat(plaintext(kms, call)).isEqualTo(backwards(ciphertext));
        }
    }

    @Test
    void answers_may_come_in_any_order_and_be_awaited_in_any_order() throws Exception {
        List<byte[]> ciphertexts = List.of(some(1), some(6144), some(77));
        try (Kms kms = helper("answer backwards")) {
            for (byte[] ciphertext : ciphertexts) {
                kms.decrypt(attempt(ciphertext));
            }
            for (int call : new int[] {1, 0, 2}) {
                assertThat(plaintext(kms, call)).isEqualTo(backwards(ciphertexts.get(call)));
            }
        }
    }

    @Test
    void ten_thousand_requests_before_the_first_answer_is_read_do_not_block_a_helper_that_does_one_thing_at_a_time()
            throws Exception {
        byte[] ciphertext = some(200);
        try (Kms kms = helper("fill the answer")) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(kms.decrypt(attempt(ciphertext))).isEqualTo(i);
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(kms.await(i).length()).isEqualTo(4096);
            }
        }
    }

    @Test
    void the_helper_is_told_the_deadline_the_keys_and_the_programs_network_settings() throws Exception {
        System.setProperty("http.proxyPassword", "of the proxy");
        try (Kms kms = helper("tell")) {
            assertThat(new String(plaintext(kms, kms.decrypt(attempt(some(1)))), StandardCharsets.UTF_8))
                    .contains("deadline 50000, parallel 8, ", " http.proxyPassword=of the proxy")
                    .contains(", key alias/one eu-central-1  role 1500 app=billing secrets.yaml:3")
                    .contains(
                            " secrets.yaml:3 attested by HTTP http://127.0.0.1:1/a  false 10000 240000 billing ORIGINAL 3072")
                    .contains(
                            ", key alias/two   role 0 secrets.yaml:4 attested by FILE /d /k true 10000 240000  ANJUNA 2048")
                    .contains(", key alias/three   role 0 secrets.yaml:5");
        } finally {
            System.clearProperty("http.proxyPassword");
        }
    }

    @Test
    void one_key_that_refuses_is_named_with_its_reason() throws Exception {
        refusal("refuse", Code.KMS_ACCESS_DENIED, "alias/one: message 0", "hint 0");
    }

    @Test
    void several_keys_that_refuse_are_all_named() throws Exception {
        refusal(
                "refuse three times",
                Code.KMS_KEY_DISABLED,
                "no key opened it: alias/one (KMS_KEY_DISABLED): message 0;"
                        + " alias/two (KMS_ACCESS_DENIED): message 1; alias/three (KMS_THROTTLED): message 2",
                "alias/one: hint 0");
    }

    @Test
    void a_key_that_refuses_two_wraps_for_one_reason_is_named_once() throws Exception {
        refusal("refuse twice for one reason", Code.KMS_KEY_NOT_FOUND, "alias/one: message 0", "hint 0");
    }

    @Test
    void a_code_that_this_version_does_not_know_is_shown_as_it_is() throws Exception {
        refusal(
                "refuse with a code of tomorrow",
                Code.KMS_UNREACHABLE,
                "alias/one: message 0 [KMS_TOMORROW]",
                "hint 0");
    }

    private void refusal(String mode, Code code, String message, String hint) throws Exception {
        try (Kms kms = helper(mode)) {
            int call = kms.decrypt(attempt(some(9)));
            for (int i = 0; i < 2; i++) {
                failure(kms, call).satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure).hasMessage(message);
                    assertThat(failure.hint()).isEqualTo(hint);
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "say another magic, does not speak this version's protocol",
        "say another version, does not speak this version's protocol",
        "print a warning, does not speak this version's protocol",
        "announce too much, announced an answer of an impossible length",
        "seal with another key, said what is not sealed under its key",
        "answer what nobody asked, answered what was not asked",
        "say an unknown kind, gave an answer of an unknown kind",
        "name a key that there is not, named a key that there is not",
        "answer with how attestation stands, answered what was not asked",
        "say too much of attestation, said too much of attestation",
    })
    void what_is_not_of_the_protocol_ends_the_helper(String mode, String what) throws Exception {
        try (Kms kms = helper(mode)) {
            int call = kms.decrypt(attempt(some(9)));
            failure(kms, call)
                    .hasMessage("the helper for AWS KMS is out of step: it " + what)
                    .extracting(Failure::code)
                    .isEqualTo(Code.KMS_UNREACHABLE);
            assertNothingIsLeft();
            assertThatThrownBy(() -> kms.decrypt(attempt(some(9)))).isInstanceOf(Failure.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fall back although attestation is required",
                "fall back without a reason",
                "attest with a reason",
                "attest a key without attestation",
                "attest a key that there is not",
                "attest before 1970",
                "say an unknown state",
                "attest and say more",
                "attest and say less",
                "say of attestation what is no text"
            })
    void what_cannot_be_so_of_attestation_ends_the_helper(String mode) throws Exception {
        try (Kms kms = helper(mode)) {
            failure(kms, kms.decrypt(attempt(some(9))))
                    .hasMessage("the helper for AWS KMS is out of step: what it said of attestation cannot be so")
                    .extracting(Failure::code)
                    .isEqualTo(Code.KMS_UNREACHABLE);
            assertThat(kms.attestations()).isEmpty();
            assertNothingIsLeft();
        }
    }

    @Test
    void how_attestation_stands_is_known_once_the_answer_is_that_it_concerns_and_stays_known() throws Exception {
        Kms kms = helper("attest");
        try (kms) {
            int call = kms.decrypt(attempt(some(9)));
            assertThat(kms.attestations()).isEmpty();
            assertThat(plaintext(kms, call)).hasSize(9);
        }
        assertThat(kms.attestations())
                .extracting(AttestationState::key, AttestationState::attested, AttestationState::documentMillis)
                .containsExactly(tuple(0, true, 1_700_000_000_000L), tuple(1, true, 1_700_000_000_001L));
        assertThat(kms.attestations()).extracting(AttestationState::failure).containsOnlyNulls();
    }

    @Test
    void a_key_that_went_on_without_attestation_stays_so_and_says_why() throws Exception {
        try (Kms kms = helper("fall back")) {
            assertThat(plaintext(kms, kms.decrypt(attempt(some(9))))).hasSize(9);
            assertThat(kms.attestations()).singleElement().satisfies(state -> {
                assertThat(state.attested()).isFalse();
                assertThat(state.documentMillis()).isEqualTo(1_700_000_000_000L);
                assertThat(state.failure()).isEqualTo("ATTESTATION_UNWRAP_FAILED: message 0");
                assertThat(state.warning("alias/one"))
                        .isEqualTo(
                                "alias/one: message 0"
                                        + " [ATTESTATION_UNWRAP_FAILED]; attestation is not required, so its values are decrypted without it");
            });
        }
    }

    @Test
    void at_debug_attested_calls_are_counted_in_a_line_of_their_own() throws Exception {
        Log.level(Log.Level.DEBUG);
        assertThat(printed(() -> answered("attest", 50)))
                .containsOnlyOnce("ske: debug: kms: attestation: 1 document, 50 attested calls, 0 answers with a"
                        + " Plaintext field\n");
        assertThat(printed(() -> answered("fall back", 1)))
                .containsOnlyOnce(
                        "ske: debug: kms: attestation: 0 documents, 0 attested calls, 1 answer with a Plaintext"
                                + " field\n");
        assertThat(printed(() -> helper("attest").close())).isEmpty();
    }

    private void answered(String mode, int calls) throws Exception {
        try (Kms kms = helper(mode)) {
            for (int i = 0; i < calls; i++) {
                kms.await(kms.decrypt(attempt(some(9))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"say the sequence again, said what is not sealed", "answer twice, answered what was not asked"})
    void no_answer_counts_twice(String mode, String what) throws Exception {
        try (Kms kms = helper(mode)) {
            int first = kms.decrypt(attempt(some(9)));
            int second = kms.decrypt(attempt(some(9)));
            assertThat(kms.await(first).length()).isEqualTo(9);
            failure(kms, second).message().contains(what);
            assertThat(kms.await(first).length()).as("what was answered stays").isEqualTo(9);
        }
    }

    @Test
    void a_helper_that_ends_is_reported_with_its_status_and_last_words_without_what_may_be_secret() throws Exception {
        String key = "AKIA" + "Q7".repeat(8);
        try (Kms kms = helper("exit", "cannot sign with " + key + ": \u001b[1mno\n", "-Xmx32m")) {
            int call = kms.decrypt(attempt(some(9)));
            failure(kms, call)
                    .hasMessage("the helper for AWS KMS ended with exit status 5; its last words: cannot sign with ...:"
                            + " ?[1mno")
                    .satisfies(failure -> assertThat(failure.hint()).contains("log=debug", "isolation: in-process"));
        }
    }

    @Test
    void a_helper_that_ends_before_it_says_anything_is_reported() throws Exception {
        assertThatThrownBy(() -> {
                    try (Kms kms = helper("end at once")) {
                        kms.await(kms.decrypt(attempt(some(9))));
                    }
                })
                .isInstanceOf(Failure.class)
                .hasMessage("the helper for AWS KMS ended with exit status 7");
    }

    @Test
    void a_process_that_ended_before_it_was_spoken_to_is_no_reason_to_work_here() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "exit 7").start();
        process.waitFor();
        Thread.sleep(100); // for the JDK to put other streams in the place of the pipes
        assertThatThrownBy(() -> Helpers.greeted(new HelperProcess(process), List.of(), 1_000, Map.of(), new OffHeap()))
                .isInstanceOf(Failure.class)
                .hasMessage("the helper for AWS KMS ended with exit status 7");
    }

    @Test
    void a_jvm_that_does_not_start_is_reported_with_what_it_said() throws Exception {
        assertThatThrownBy(() -> {
                    try (Kms kms = helper("answer", "", "-Xmx1k")) {
                        kms.await(kms.decrypt(attempt(some(9))));
                    }
                })
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(
                        "the helper for AWS KMS ended with exit status 1; its last words: Error occurred"
                                + " during initialization of VM; Too small maximum heap");
    }

    @Test
    void a_helper_without_memory_says_which_setting_gives_it_more() throws Exception {
        try (Kms kms = helper("run out of memory", "", "-Xmx16m")) {
            failure(kms, kms.decrypt(attempt(some(9))))
                    .hasMessageContaining("ended with exit status 3 (its memory was too small)")
                    .hasMessageContaining("OutOfMemoryError")
                    .extracting(Failure::hint)
                    .asString()
                    .startsWith("raise /ske/helper/memory");
        }
    }

    @Test
    void a_helper_that_is_killed_is_reported_with_the_signal() throws Exception {
        try (Kms kms = helper("hang")) {
            int call = kms.decrypt(attempt(some(9)));
            Thread.sleep(300);
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            failure(kms, call).message().startsWith("the helper for AWS KMS was ended by signal 9");
        }
    }

    @Test
    void a_helper_that_closes_its_output_and_goes_on_is_ended() throws Exception {
        try (Kms kms = helper("close the output")) {
            failure(kms, kms.decrypt(attempt(some(9))))
                    .hasMessage("the helper for AWS KMS closed its output and went on");
            assertNothingIsLeft();
        }
    }

    @Test
    void who_waits_while_it_is_closed_is_told_so_and_nothing_is_left() throws Exception {
        Kms kms = helper("hang");
        int call = kms.decrypt(attempt(some(9)));
        Thread closing = new Thread(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            kms.close();
        });
        closing.start();
        failure(kms, call)
                .hasMessage("the helper for AWS KMS was closed")
                .extracting(Failure::code)
                .isEqualTo(Code.KMS_UNREACHABLE);
        closing.join();
        assertNothingIsLeft();
    }

    @Test
    void after_the_end_no_answer_is_left() throws Exception {
        Kms kms = helper("answer");
        int call = kms.decrypt(attempt(some(9)));
        kms.await(call);
        kms.close();
        kms.close();
        failure(kms, call).hasMessage("the helper for AWS KMS was closed");
        assertNothingIsLeft();
    }

    @Test
    void at_debug_the_calls_are_counted_and_the_helpers_words_are_shown_without_what_may_be_secret() throws Exception {
        String secret = UUID.randomUUID().toString().replace("-", "");
        Log.level(Log.Level.DEBUG);
        String printed = printed(() -> {
            try (Kms kms = helper("answer", "first line\nsecond " + secret + "\n")) {
                for (int i = 0; i < 12; i++) {
                    kms.decrypt(attempt(some(40)));
                }
                for (int i = 0; i < 12; i++) {
                    kms.await(i);
                }
            }
        });
        assertThat(printed)
                .contains("ske: debug: helper: first line\n", "ske: debug: helper: second ...\n")
                .containsOnlyOnce("ske: debug: kms: 12 calls, at most 8 at once\n")
                .doesNotContain(secret.substring(0, 8), secret.substring(24));
    }

    @Test
    void one_call_is_counted_in_the_singular_and_none_is_not() throws Exception {
        Log.level(Log.Level.DEBUG);
        assertThat(printed(() -> {
                    try (Kms kms = helper("answer")) {
                        kms.await(kms.decrypt(attempt(some(40))));
                    }
                }))
                .contains("ske: debug: kms: 1 call, at most 1 at once\n");
        assertThat(printed(() -> helper("answer").close())).isEmpty();
    }

    @Test
    void the_one_time_key_is_in_no_buffer_of_the_jdk() throws Exception {
        helper("answer").close(); // opens java.io to this test
        byte[] secret = some(100);
        Process cat = new ProcessBuilder("cat").start();
        Peer peer = new HelperProcess(cat);
        peer.greet(new byte[] {1, 2}, ByteBuffer.allocateDirect(100).put(0, secret), new byte[] {3});
        assertThat(peer.answers().readNBytes(2)).containsExactly(1, 2);
        assertThat(peer.answers().readNBytes(100)).isEqualTo(secret);
        assertThat(peer.answers().read()).isEqualTo(3);
        Field buffer = BufferedOutputStream.class.getDeclaredField("buf");
        buffer.setAccessible(true);
        assertThat((byte[]) buffer.get(cat.getOutputStream())).containsOnly(0);
        peer.end();
        assertThat(cat.isAlive()).isFalse();
    }

    @Test
    void without_a_process_auto_does_the_work_here_with_a_warning_and_process_fails() throws Exception {
        // The test's classes come from a folder: there is no agent's jar to start a helper from.
        HelperSpec process = new HelperSpec(HelperSpec.Isolation.PROCESS, List.of(), 64, null);
        assertThatThrownBy(() -> Helpers.start(keys(), process, 1000, Map.of(), INSTRUMENTATION, new OffHeap()))
                .asInstanceOf(type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Code.KMS_UNREACHABLE);
                    assertThat(failure).hasMessageStartingWith("no helper JVM for AWS KMS can be started: ");
                    assertThat(failure.hint()).contains("isolation: in-process");
                });
        // Nor is the part of the agent there that would do it here.
        String printed = printed(() -> assertThatThrownBy(
                        () -> Helpers.start(keys(), HelperSpec.DEFAULT, 1000, Map.of(), INSTRUMENTATION, new OffHeap()))
                .asInstanceOf(type(Failure.class))
                .extracting(Failure::code)
                .isEqualTo(Code.INTERNAL));
        assertThat(printed)
                .containsOnlyOnce("ske: warning: ")
                .contains("no helper JVM for AWS KMS can be started: ", "isolation: in-process");
    }

    private static Kms helper(String mode) throws Exception {
        return helper(mode, "");
    }

    private static Kms helper(String mode, String words, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:+DisplayVMOutputToStderr");
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FakeHelper.class.getName(), mode));
        if (!words.isEmpty()) {
            command.add(words);
        }
        return Helpers.process(command, keys(), 50_000, INSTRUMENTATION, new OffHeap());
    }

    private static List<KmsKey> keys() {
        KmsKey.Draft first = new KmsKey.Draft();
        first.region = "eu-central-1";
        first.timeoutMillis = 1500;
        first.context.put("app", "billing");
        AttestationSpec.Draft attestation = new AttestationSpec.Draft();
        attestation.source = AttestationSpec.Source.HTTP;
        attestation.address = "http://127.0.0.1:1/a";
        attestation.required = false;
        attestation.userData = "billing";
        attestation.style = AttestationSpec.Style.ORIGINAL;
        attestation.rsaBits = 3072;
        first.attestation = new AttestationSpec(attestation);
        KmsKey.Draft second = new KmsKey.Draft();
        AttestationSpec.Draft document = new AttestationSpec.Draft();
        document.source = AttestationSpec.Source.FILE;
        document.address = "/d";
        document.privateKey = "/k";
        second.attestation = new AttestationSpec(document);
        return List.of(
                new KmsKey("alias/one", first, new Place("secrets.yaml", 3, 5)),
                new KmsKey("alias/two", second, new Place("secrets.yaml", 4, 5)),
                new KmsKey("alias/three", new KmsKey.Draft(), new Place("secrets.yaml", 5, 5)));
    }

    private AbstractThrowableAssert<?, Failure> failure(Kms kms, int call) {
        return assertThatThrownBy(() -> kms.await(call))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(Failure.class));
    }

    private static List<Attempt> attempt(byte[] ciphertext) {
        return List.of(new Attempt(1, Kms.SYMMETRIC, ciphertext));
    }

    private byte[] plaintext(Kms kms, int call) {
        return plaintext(kms.await(call));
    }

    private static byte[] plaintext(Plaintext answer) {
        byte[] plaintext = new byte[answer.length()];
        answer.read(0, plaintext.length, ByteBuffer.wrap(plaintext), 0);
        return plaintext;
    }

    private byte[] some(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    private static byte[] backwards(byte[] bytes) {
        byte[] backwards = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            backwards[i] = bytes[bytes.length - 1 - i];
        }
        return backwards;
    }

    /** What was killed is gone a moment later, and it is not waited for longer than that is for people to notice. */
    private static void assertNothingIsLeft() throws InterruptedException {
        for (int i = 0; i < 3_000 && !(ours().isEmpty() && children().isEmpty()); i++) {
            Thread.sleep(10);
        }
        assertThat(ours()).isEmpty();
        assertThat(children()).isEmpty();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("ske-"))
                .map(Thread::getName)
                .toList();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static String printed(Work work) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}

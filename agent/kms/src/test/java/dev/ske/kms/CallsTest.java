package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Kms;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kms.KmsClient;

@Timeout(120)
class CallsTest {
    private static final int PARALLEL = 8;

    private final byte[] oneTimeKey = new byte[32];
    private final PipedInputStream answers = new PipedInputStream(1 << 16);
    private Calls calls;
    private FutureTask<Boolean> awaiting;
    private int asked;

    @AfterEach
    void end() {
        calls.close();
    }

    @Test
    void every_request_is_answered_once_and_at_most_eight_are_under_way() throws Exception {
        CountDownLatch eight = new CountDownLatch(PARALLEL);
        StubKms kms = new StubKms(request -> {
            eight.countDown();
            await(eight);
            StubKms.sleep(10);
            return request.ciphertextBlob().asByteArray();
        });
        begin(60_000, kms);
        for (int i = 0; i < 100; i++) {
            ask("value " + i, 0);
        }
        List<Answered> all = finish();
        assertThat(all).extracting(Answered::number).doesNotHaveDuplicates().hasSize(100);
        assertThat(all).allSatisfy(answer -> assertThat(answer.text()).isEqualTo("value " + answer.number()));
        assertThat(kms.calls()).isEqualTo(100);
        assertThat(kms.most()).isEqualTo(PARALLEL);
        assertThat(all.get(99).calls()).isEqualTo(100);
        assertThat(all.get(99).most()).isEqualTo(PARALLEL);
    }

    @Test
    void the_next_key_is_tried_at_once_when_one_refuses() throws Exception {
        AtomicLong refused = new AtomicLong();
        AtomicLong next = new AtomicLong();
        StubKms first = new StubKms(request -> {
            refused.set(System.nanoTime());
            throw StubKms.error("InvalidCiphertextException", 400);
        });
        StubKms second = new StubKms(request -> {
            next.set(System.nanoTime());
            return request.ciphertextBlob().asByteArray();
        });
        begin(60_000, first, second);
        ask("value", 0, 1);
        Answered answer = finish().get(0);
        assertThat(answer.key()).isEqualTo(1);
        assertThat(answer.text()).isEqualTo("value");
        assertThat(next.get() - refused.get()).isLessThan(Calls.PATIENCE);
    }

    @Test
    void keys_are_tried_in_the_order_of_the_request() throws Exception {
        StubKms first = StubKms.echo();
        begin(60_000, first, StubKms.echo());
        ask("value", 1, 0);
        assertThat(finish().get(0).key()).isEqualTo(1);
        assertThat(first.calls()).isZero();
    }

    @Test
    void every_key_that_was_tried_is_told_with_its_own_reason() throws Exception {
        begin(
                10_000,
                refusing("AccessDeniedException"),
                refusing("NotFoundException"),
                refusing("InvalidCiphertextException"));
        ask("value", 0, 1, 2);
        Answered answer = finish().get(0);
        assertThat(answer.codes()).containsExactly("KMS_ACCESS_DENIED", "KMS_KEY_NOT_FOUND", "KMS_INVALID_CIPHERTEXT");
        assertThat(answer.refusals()).extracting(Answered.Refusal::key).containsExactly(0, 1, 2);
    }

    @Test
    void a_hanging_key_delays_all_values_together_by_the_patience_and_no_later_one() throws Exception {
        begin(60_000, StubKms.hanging(), StubKms.echo());
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            ask("early", 0, 1);
        }
        StubKms.sleep(2_200);
        long later = System.nanoTime();
        ask("late", 0, 1);
        List<Answered> all = finish();
        assertThat(all).hasSize(21).allMatch(Answered::opened).allMatch(answer -> answer.key() == 1);
        assertThat(System.nanoTime() - start).isGreaterThan(Calls.PATIENCE);
        assertThat(System.nanoTime() - later).isLessThan(Calls.PATIENCE);
    }

    @Test
    void a_slow_key_that_keeps_answering_is_not_given_up() throws Exception {
        StubKms second = StubKms.echo();
        StubKms slow = new StubKms(request -> {
            StubKms.sleep(300);
            return request.ciphertextBlob().asByteArray();
        });
        begin(60_000, slow, second);
        for (int i = 0; i < 9 * PARALLEL; i++) {
            ask("value", 0, 1);
        }
        assertThat(finish()).allMatch(answer -> answer.key() == 0);
        assertThat(second.calls()).isZero();
    }

    @Test
    void the_first_success_wins_and_a_late_one_is_wiped() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        byte[] late = "late".getBytes(StandardCharsets.US_ASCII);
        StubKms slow = new StubKms(request -> {
            await(go);
            return late;
        });
        begin(60_000, slow, StubKms.echo());
        ask("value", 0, 1);
        List<Answered> all = finish();
        go.countDown();
        assertThat(all).hasSize(1);
        assertThat(all.get(0).text()).isEqualTo("value");
        for (int i = 0; i < 1_500 && late[0] != 0; i++) {
            StubKms.sleep(20);
        }
        assertThat(late).containsOnly(0);
    }

    @Test
    void a_plaintext_that_was_sent_is_wiped() throws Exception {
        String secret = UUID.randomUUID().toString();
        byte[] plaintext = secret.getBytes(StandardCharsets.US_ASCII);
        begin(60_000, new StubKms(request -> plaintext));
        ask("value", 0);
        assertThat(finish().get(0).text()).isEqualTo(secret);
        assertThat(plaintext).containsOnly(0);
    }

    @Test
    void a_key_that_is_disabled_is_not_asked_for_every_value() throws Exception {
        StubKms disabled = refusing("DisabledException");
        begin(60_000, disabled, StubKms.echo());
        for (int i = 0; i < 100; i++) {
            ask("value", 0, 1);
        }
        assertThat(finish()).hasSize(100).allMatch(answer -> answer.key() == 1);
        assertThat(disabled.calls()).isBetween(1, PARALLEL);
    }

    @Test
    void a_key_that_denies_what_another_one_encrypted_still_opens_its_own() throws Exception {
        StubKms kms = new StubKms(request -> {
            byte[] ciphertext = request.ciphertextBlob().asByteArray();
            if (ciphertext[0] == 'x') {
                throw StubKms.error("AccessDeniedException", 400);
            }
            return ciphertext;
        });
        begin(60_000, kms);
        for (int i = 0; i < PARALLEL; i++) {
            ask("x of another key", 0);
        }
        StubKms.sleep(200);
        ask("its own", 0);
        List<Answered> all = finish();
        assertThat(all).filteredOn(Answered::opened).extracting(Answered::text).containsExactly("its own");
    }

    @Test
    void a_client_that_cannot_be_made_is_told_at_once_and_without_the_SDK_s_text() throws Exception {
        begin(60_000, new Connection(new Target() {
            @Override
            public String region() {
                return "eu-central-1";
            }

            @Override
            public KmsClient client(String region) {
                throw new IllegalStateException("quotes what it was given");
            }
        }));
        long start = System.nanoTime();
        ask("value", 0);
        ask("value", 0);
        List<Answered> all = finish();
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(all).hasSize(2).allMatch(answer -> answer.codes().equals(List.of("CONFIG_INVALID")));
        assertThat(all.get(0).refusals().get(0).message())
                .contains("IllegalStateException")
                .doesNotContain("quotes");
    }

    @Test
    void a_class_that_cannot_be_loaded_is_told_at_once_and_the_next_key_is_tried() throws Exception {
        StubKms broken = new StubKms(request -> {
            throw new NoClassDefFoundError("some/Class");
        });
        begin(60_000, broken, StubKms.echo());
        for (int i = 0; i < 2 * PARALLEL; i++) {
            ask("value", 0, 1);
        }
        ask("value", 0);
        List<Answered> all = finish();
        assertThat(all).filteredOn(Answered::opened).hasSize(2 * PARALLEL).allMatch(answer -> answer.key() == 1);
        assertThat(all)
                .filteredOn(answer -> !answer.opened())
                .singleElement()
                .satisfies(answer -> assertThat(answer.codes()).containsExactly("INTERNAL"));
    }

    @Test
    void ten_thousand_requests_at_once_are_answered_in_less_than_a_minute() throws Exception {
        begin(60_000, StubKms.echo());
        for (int i = 0; i < 10_000; i++) {
            ask("value", 0);
        }
        assertThat(finish()).hasSize(10_000).allMatch(Answered::opened);
    }

    @Test
    void a_key_that_rejects_a_ciphertext_is_asked_for_the_next_one() throws Exception {
        StubKms kms = refusing("InvalidCiphertextException");
        begin(60_000, kms);
        for (int i = 0; i < 20; i++) {
            ask("value", 0);
        }
        assertThat(finish()).allMatch(answer -> answer.codes().equals(List.of("KMS_INVALID_CIPHERTEXT")));
        assertThat(kms.calls()).isEqualTo(20);
    }

    @Test
    void all_is_answered_by_the_deadline_though_every_thread_hangs() throws Exception {
        begin(500, StubKms.hanging());
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            ask("value", 0);
        }
        List<Answered> all = finish();
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(all).hasSize(20).allMatch(answer -> answer.codes().equals(List.of("KMS_UNREACHABLE")));
        assertThat(all.get(0).refusals().get(0).message()).contains("deadline");
    }

    @Test
    void a_deadline_that_ends_many_calls_that_were_answered_is_no_fault_of_the_network() throws Exception {
        begin(2_000, new StubKms(request -> {
            StubKms.sleep(400);
            return request.ciphertextBlob().asByteArray();
        }));
        for (int i = 0; i < 10 * PARALLEL; i++) {
            ask("value", 0);
        }
        List<Answered> refused = finish().stream().filter(it -> !it.opened()).toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused).allMatch(answer -> answer.codes().equals(List.of("KMS_UNREACHABLE")));
        Answered.Refusal why = refused.get(0).refusals().get(0);
        assertThat(why.message()).matches("KMS answered \\d+ calls, and not this one before the deadline of the start");
        assertThat(why.hint()).contains("v2", "deadline:").doesNotContain("firewall");
    }

    @Test
    void a_key_that_hangs_has_its_share_of_a_short_deadline_and_no_more() throws Exception {
        begin(3_600, StubKms.hanging(), StubKms.echo());
        ask("value", 0, 1);
        Answered answer = finish().get(0);
        assertThat(answer.opened()).isTrue();
        assertThat(answer.key()).isEqualTo(1);
    }

    @Test
    void a_keys_own_timeout_ends_its_turn() throws Exception {
        begin(60_000, List.of(StubKms.hanging()), 300);
        ask("value", 0);
        Answered answer = finish().get(0);
        assertThat(answer.codes()).containsExactly("KMS_UNREACHABLE");
        assertThat(answer.refusals().get(0).message()).contains("the key's time");
    }

    @Test
    void what_is_asked_after_the_deadline_is_answered_too() throws Exception {
        begin(0, StubKms.hanging());
        ask("value", 0);
        assertThat(finish().get(0).codes()).containsExactly("KMS_UNREACHABLE");
    }

    @Test
    void closing_ends_the_wait_at_once() throws Exception {
        begin(60_000, StubKms.hanging());
        ask("value", 0);
        calls.close();
        assertThat(awaiting.get()).isFalse();
    }

    private static StubKms refusing(String name) {
        return StubKms.throwing(StubKms.error(name, 400));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(long millis, StubKms... clients) throws Exception {
        begin(millis, List.of(clients), 0);
    }

    private void begin(long millis, List<StubKms> clients, long timeout) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (StubKms client : clients) {
            connections.add(client.connection());
        }
        begin(millis, timeout, connections);
    }

    private void begin(long millis, Connection connection) throws Exception {
        begin(millis, 0, List.of(connection));
    }

    private void begin(long millis, long timeout, List<Connection> connections) throws Exception {
        new SecureRandom().nextBytes(oneTimeKey);
        Tally tally = new Tally();
        List<RemoteKey> keys = new ArrayList<>();
        for (Connection connection : connections) {
            keys.add(new RemoteKey(
                    Key.of("alias/" + keys.size(), draft -> draft.timeoutMillis = timeout), connection, null, tally));
        }
        Answers out = new Answers(oneTimeKey.clone(), new PipedOutputStream(answers));
        calls = new Calls(keys.toArray(new RemoteKey[0]), PARALLEL, System.nanoTime() + millis * 1_000_000, out, tally);
        calls.warm();
        awaiting = new FutureTask<>(calls::await);
        new Thread(awaiting).start();
    }

    private void ask(String ciphertext, int... keys) {
        List<Attempt> attempts = new ArrayList<>();
        for (int key : keys) {
            attempts.add(new Attempt(key, Kms.SYMMETRIC, ciphertext.getBytes(StandardCharsets.US_ASCII)));
        }
        calls.ask(new Request(asked++, attempts));
    }

    private List<Answered> finish() throws Exception {
        calls.complete();
        List<Answered> all = Answered.read(answers, oneTimeKey, asked);
        assertThat(awaiting.get()).isTrue();
        assertThat(answers.available()).isZero();
        return all;
    }
}

package dev.ske.kms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Kms;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole conversations of the helper's protocol about keys with attestation. */
@Timeout(120)
class AttestedSessionTest {
    private final LoopbackKms kms = new LoopbackKms();
    private final FakeAttestation attestation = new FakeAttestation();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private final DataOutputStream asking = new DataOutputStream(input);
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    AttestedSessionTest() throws IOException {}

    @BeforeEach
    void credentials() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "example");
    }

    @AfterEach
    void end() {
        attestation.come.countDown();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        kms.close();
    }

    @Test
    void fifty_values_take_one_document_that_is_told_first() throws Exception {
        greet(60_000, key(spec -> {}), key(spec -> {}));
        ask(25, 0);
        ask(25, 1);
        List<Answered> all = finish(52);
        assertThat(all.get(0).number()).isEqualTo(-1);
        assertThat(all)
                .filteredOn(it -> it.number() == -1)
                .extracting(Answered::text)
                .containsOnly("1 1000  ");
        assertThat(all)
                .filteredOn(it -> it.number() >= 0)
                .hasSize(50)
                .allSatisfy(it -> assertThat(it.text()).isEqualTo("value " + it.number()));
        assertThat(all.get(51).attestation()).isEqualTo("50 1 0");
        assertThat(all.get(51).calls()).isEqualTo(50);
        assertThat(kms.plain).isEmpty();
        assertThat(attestation.made).isOne();
        assertThat(attestation.begun).isOne();
        assertThat(attestation.closed).isOne();
        assertThat(attestation.held).isZero();
    }

    @Test
    void a_key_is_told_before_the_first_answer_that_it_concerns() throws Exception {
        greet(60_000, key(spec -> {}), key(spec -> spec.maxAgeMillis = 1));
        ask(16, 0);
        ask(16, 1);
        List<Answered> all = finish(34);
        assertThat(attestation.made).isEqualTo(2);
        for (int key = 0; key < 2; key++) {
            int of = key;
            assertThat(all.stream().filter(it -> it.key() == of).findFirst())
                    .get()
                    .extracting(Answered::number)
                    .isEqualTo(-1);
        }
    }

    @Test
    void a_key_without_attestation_has_none_made() throws Exception {
        greet(60_000, plain());
        ask(1, 0);
        assertThat(finish(1).get(0).text()).isEqualTo("value 0");
        assertThat(attestation.made).isZero();
    }

    @Test
    void what_is_not_required_and_fails_is_told_once_and_first_and_then_done_without() throws Exception {
        attestation.failure = new Failure(Code.ATTESTATION_FETCH_FAILED, "the endpoint answered with status 500", "");
        greet(60_000, key(spec -> spec.required = false));
        ask(20, 0);
        List<Answered> all = finish(21);
        assertThat(all.get(0).number()).isEqualTo(-1);
        assertThat(all.get(0).text()).isEqualTo("2 0 ATTESTATION_FETCH_FAILED the endpoint answered with status 500");
        assertThat(all.subList(1, 21)).allSatisfy(it -> assertThat(it.text()).isEqualTo("value " + it.number()));
        assertThat(kms.plain).hasSize(20);
    }

    @Test
    void what_is_required_and_fails_is_refused_without_asking_again_and_kms_is_never_asked() throws Exception {
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        greet(60_000, key(spec -> {}));
        ask(500, 0);
        List<Answered> all = finish(500);
        assertThat(all).allSatisfy(it -> {
            assertThat(it.codes()).containsExactly("ATTESTATION_UNAVAILABLE");
            assertThat(it.refusals().get(0).message()).isEqualTo("nobody is there");
            assertThat(it.refusals().get(0).hint()).isEqualTo("start it");
        });
        assertThat(kms.targets).isEmpty();
        assertThat(attestation.asked).isBetween(1, 16);
    }

    @Test
    void a_document_that_never_comes_ends_neither_later_than_the_deadline_nor_in_another_fault() throws Exception {
        attestation.come = new CountDownLatch(1);
        greet(1_500, key(spec -> spec.required = false));
        ask(20, 0);
        long start = System.nanoTime();
        List<Answered> all = finish(20);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(all).allSatisfy(it -> {
            assertThat(it.codes()).containsExactly("ATTESTATION_FETCH_FAILED");
            assertThat(it.refusals().get(0).message())
                    .isEqualTo(
                            "no attestation document came from http://127.0.0.1:9/ before the deadline of the start");
        });
        assertThat(kms.targets).isEmpty();
        assertThat(attestation.closed).isOne();
    }

    @Test
    void a_document_that_comes_after_the_end_harms_nobody() throws Exception {
        attestation.come = new CountDownLatch(1);
        greet(800, key(spec -> {}));
        ask(8, 0);
        finish(8);
        int said = answers.size();
        attestation.come.countDown();
        // who did not get to wait before the end does not ask any more
        for (int i = 0; i < 150 && attestation.asked() < 8; i++) {
            StubKms.sleep(20);
        }
        for (int i = 0; i < 1_500 && attestation.held() > 0; i++) {
            StubKms.sleep(20);
        }
        assertThat(attestation.asked()).isPositive();
        assertThat(answers.size()).isEqualTo(said);
        assertThat(attestation.held()).isZero();
    }

    @Test
    void a_key_s_own_time_ends_its_wait_for_a_document_too() throws Exception {
        attestation.come = new CountDownLatch(1);
        greet(60_000, Key.of("alias/a", draft -> {
            settings(draft);
            draft.timeoutMillis = 300;
            draft.attestation = spec(spec -> {});
        }));
        ask(1, 0);
        Answered answer = finish(1).get(0);
        assertThat(answer.codes()).containsExactly("ATTESTATION_FETCH_FAILED");
        assertThat(answer.refusals().get(0).message()).endsWith("in the key's time");
    }

    @Test
    void a_key_that_waits_for_its_document_lets_the_next_one_try_after_the_patience() throws Exception {
        attestation.come = new CountDownLatch(1);
        greet(60_000, key(spec -> {}), plain());
        ask(3, 0, 1);
        long start = System.nanoTime();
        List<Answered> all = finish(3);
        assertThat(System.nanoTime() - start).isBetween(Calls.PATIENCE - 100_000_000L, 20_000_000_000L);
        assertThat(all).allMatch(it -> it.key() == 1);
    }

    @Test
    void kms_that_hangs_once_the_document_is_there_is_its_own_fault() throws Exception {
        greet(1_500, Key.of("alias/a", draft -> {
            settings(draft);
            draft.endpoint = kms.url("/hang");
            draft.attestation = spec(spec -> {});
        }));
        ask(1, 0);
        assertThat(finish(1).get(0).codes()).containsExactly("KMS_UNREACHABLE");
    }

    @Test
    void the_end_of_the_input_ends_it_at_once_though_every_document_hangs() throws Exception {
        attestation.come = new CountDownLatch(1);
        greet(60_000, key(spec -> {}));
        ask(20, 0);
        long start = System.nanoTime();
        assertThat(serve()).isFalse();
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(attestation.closed).isOne();
    }

    @Test
    void nobody_goes_on_without_attestation_because_the_session_ended() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            greet(20_000, key(spec -> {
                spec.required = false;
                spec.address = "http://127.0.0.1:" + hanging.getLocalPort() + "/";
            }));
            ask(8, 0);
            InputStream untilAsked = new InputStream() {
                @Override
                public int read() throws IOException {
                    assertThat(hanging.accept().isConnected()).isTrue(); // and nothing is answered
                    StubKms.sleep(300); // every worker waits for the document by then
                    return -1;
                }

                @Override
                public int read(byte[] into, int at, int most) throws IOException {
                    return read();
                }
            };
            InputStream in = new SequenceInputStream(new ByteArrayInputStream(input.toByteArray()), untilAsked);
            assertThat(new Session(in, answers).run()).isFalse();
            StubKms.sleep(700);
            assertThat(kms.targets).isEmpty();
        }
    }

    private void greet(int deadline, KmsKey... keys) throws IOException {
        asking.write(Protocol.magic());
        asking.writeByte(Protocol.VERSION);
        asking.write(new byte[Protocol.ONE_TIME_KEY]);
        new Greeting(deadline, 8, Map.of(), List.of(keys)).write(asking);
    }

    private int asked;

    private void ask(int requests, int... keys) throws IOException {
        for (int i = 0; i < requests; i++) {
            List<Attempt> attempts = new ArrayList<>();
            for (int key : keys) {
                attempts.add(new Attempt(key, Kms.SYMMETRIC, ("value " + asked).getBytes(US_ASCII)));
            }
            asking.writeByte(Protocol.DECRYPT);
            asking.writeInt(asked++);
            Attempt.write(attempts, asking);
        }
    }

    private List<Answered> finish(int messages) throws Exception {
        asking.writeByte(Protocol.END);
        assertThat(serve()).isTrue();
        ByteArrayInputStream said = new ByteArrayInputStream(answers.toByteArray());
        List<Answered> all = Answered.read(said, new byte[Protocol.ONE_TIME_KEY], messages);
        assertThat(said.available()).isZero();
        return all;
    }

    private boolean serve() throws IOException, InterruptedException {
        return new Session(new ByteArrayInputStream(input.toByteArray()), answers, attestation).run();
    }

    private KmsKey key(Consumer<AttestationSpec.Draft> settings) {
        return Key.of("alias/a", draft -> {
            settings(draft);
            draft.attestation = spec(settings);
        });
    }

    private KmsKey plain() {
        return Key.of("alias/plain", this::settings);
    }

    private void settings(KmsKey.Draft draft) {
        draft.region = "eu-central-1";
        draft.endpoint = kms.url("");
        draft.credentials = Credentials.EXPLICIT;
    }

    private static AttestationSpec spec(Consumer<AttestationSpec.Draft> settings) {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.source = AttestationSpec.Source.HTTP;
        draft.address = "http://127.0.0.1:9/";
        settings.accept(draft);
        return new AttestationSpec(draft);
    }
}

package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Kms;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class SessionTest {
    private static final int DEADLINE = 4_000;
    private static final int PARALLEL = 2;

    @Test
    void what_does_not_begin_as_the_protocol_does_is_refused() {
        assertThatThrownBy(() -> serve("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessage("the input is not of the helper's protocol");
    }

    @Test
    void another_version_is_named() {
        byte[] magic = Protocol.magic();
        byte[] other = new byte[magic.length + 1];
        System.arraycopy(magic, 0, other, 0, magic.length);
        other[magic.length] = 9;
        assertThatThrownBy(() -> serve(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of version 9 of the helper's protocol");
    }

    @Test
    void an_input_that_ends_in_the_greeting_is_no_conversation() {
        assertThatThrownBy(() -> serve(Protocol.magic())).isInstanceOf(EOFException.class);
    }

    @Test
    void an_input_that_ends_between_requests_ends_the_conversation() throws Exception {
        assertThat(serve(begun())).startsWith(Protocol.magic()).hasSize(Protocol.magic().length + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 0, 0, the input has a request of an unknown kind: 7",
        "1, 0, 0, the input has a request without an attempt",
        "1, 1, 1, the input has a request for a key that there is not"
    })
    void a_request_that_is_not_of_the_protocol_is_told(int kind, int attempts, int key, String message) {
        byte[] begun = begun();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(begun, 0, begun.length);
        byte[] request = {(byte) kind, 0, 0, 0, 0, (byte) attempts, (byte) key, 0, 0, 1, 'c'};
        all.write(request, 0, attempts == 0 ? 6 : request.length);
        assertThatThrownBy(() -> serve(all.toByteArray()))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void calls_that_hang_are_attempted_again_in_time_and_keep_no_other_from_being_made() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        HttpServer kms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        kms.setExecutor(Executors.newCachedThreadPool());
        kms.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (calls.incrementAndGet() <= PARALLEL) {
                await(end);
                return;
            }
            byte[] answer = "{\"KeyId\":\"k\",\"Plaintext\":\"dGV4dA==\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        kms.start();
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "example");
        try {
            byte[] input =
                    asking(3 * PARALLEL, "http://127.0.0.1:" + kms.getAddress().getPort());
            byte[] answers = serve(input);
            assertThat(Answered.read(new ByteArrayInputStream(answers), new byte[Protocol.ONE_TIME_KEY], 3 * PARALLEL))
                    .hasSize(3 * PARALLEL)
                    .allMatch(Answered::opened);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            end.countDown();
            kms.stop(0);
        }
    }

    @Test
    void what_hangs_is_answered_a_little_before_the_deadline_so_that_the_answer_is_in_time() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer kms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        kms.setExecutor(Executors.newCachedThreadPool());
        kms.createContext("/", exchange -> await(end));
        kms.start();
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "example");
        try {
            byte[] input = asking(1, "http://127.0.0.1:" + kms.getAddress().getPort());
            long millis = Long.MAX_VALUE;
            for (int tries = 0; tries < 5 && millis >= DEADLINE; tries++) { // the machine may be late, and not we
                long start = System.nanoTime();
                byte[] answers = serve(input);
                millis = (System.nanoTime() - start) / 1_000_000;
                assertThat(Answered.read(new ByteArrayInputStream(answers), new byte[Protocol.ONE_TIME_KEY], 1))
                        .allMatch(answer -> answer.codes().equals(List.of("KMS_UNREACHABLE")));
            }
            assertThat(millis).isBetween(DEADLINE / 2L, DEADLINE - 1L);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            end.countDown();
            kms.stop(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A whole conversation with so many requests. */
    private static byte[] asking(int requests, String endpoint) throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(input);
        out.write(begun(endpoint));
        for (int i = 0; i < requests; i++) {
            out.writeByte(Protocol.DECRYPT);
            out.writeInt(i);
            Attempt.write(List.of(new Attempt(0, Kms.SYMMETRIC, new byte[] {1})), out);
        }
        out.writeByte(Protocol.END);
        return input.toByteArray();
    }

    private static byte[] begun() {
        return begun("http://127.0.0.1:1");
    }

    private static byte[] begun(String endpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(Protocol.magic());
            out.writeByte(Protocol.VERSION);
            out.write(new byte[Protocol.ONE_TIME_KEY]);
            KmsKey key = Key.of("alias/a", draft -> {
                draft.region = "eu-central-1";
                draft.endpoint = endpoint;
                draft.credentials = Credentials.EXPLICIT;
            });
            new Greeting(DEADLINE, PARALLEL, Map.of(), List.of(key)).write(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] serve(byte[] input) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        Helper.serve(new ByteArrayInputStream(input), answers);
        return answers.toByteArray();
    }
}

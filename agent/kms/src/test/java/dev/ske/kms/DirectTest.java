package dev.ske.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** First attempts, and what becomes of those that do not succeed. */
@Timeout(120)
class DirectTest {
    private static final String OPENED = "200 {\"KeyId\":\"k\",\"Plaintext\":\"c2VjcmV0\"}";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> agents = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    DirectTest() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        agents.add(exchange.getRequestHeaders().getFirst("User-Agent").startsWith("aws-sdk-java") ? "sdk" : "ske");
        String answer = answers.remove();
        byte[] body = answer.substring(4).getBytes(UTF_8);
        exchange.getResponseHeaders().set("x-amzn-RequestId", "request-7");
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void what_succeeds_at_once_never_meets_the_sdk() {
        assertThat(opened(key(), OPENED)).isEqualTo("secret");
        assertThat(agents).containsExactly("ske");
    }

    @Test
    void what_the_sdk_would_attempt_again_it_does_and_all_after_it() {
        RemoteKey key = key();
        assertThat(opened(key, "500 {\"__type\":\"KMSInternalException\"}", OPENED))
                .isEqualTo("secret");
        assertThat(agents).containsExactly("ske", "sdk");
        assertThat(opened(key, OPENED)).isEqualTo("secret");
        assertThat(agents).containsExactly("ske", "sdk", "sdk");
    }

    @Test
    void three_attempts_are_all() {
        String failed = "500 {\"__type\":\"KMSInternalException\"}";
        Refusal refusal = refused(key(), failed, failed, failed);
        assertThat(refusal.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(agents).containsExactly("ske", "sdk", "sdk");
    }

    @Test
    void what_no_attempt_would_change_is_asked_once_and_told_with_the_request_s_id() {
        Refusal refusal = refused(key(), "400 {\"__type\":\"DisabledException\",\"message\":\"SERVICE-TEXT\"}");
        assertThat(refusal.code()).isEqualTo(Code.KMS_KEY_DISABLED);
        assertThat(refusal.message())
                .contains("DisabledException", "status 400", "request-7")
                .doesNotContain("SERVICE-TEXT");
        assertThat(agents).containsExactly("ske");
    }

    @Test
    void an_answer_of_an_unusual_form_is_read_by_the_sdk() {
        assertThat(opened(key(), "200 {\"Plaintext\":\"c2Vj\\u0063mV0\",\"Number\":1}"))
                .isEqualTo("secret");
        assertThat(agents).containsExactly("ske");
    }

    @Test
    void an_answer_that_is_none_is_told() {
        assertThat(refused(key(), "200 <html>", "200 <html>", "200 <html>").message())
                .contains("cannot be read");
        assertThat(agents).startsWith("ske");
    }

    @Test
    void nobody_there_is_told_as_ever() {
        close();
        assertThat(refused(key()).message()).contains("the connection was refused");
    }

    private RemoteKey key() {
        KmsKey key = Key.of("k", draft -> {
            draft.region = "us-east-1";
            draft.credentials = "explicit";
            draft.endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        });
        Map<String, String> variables = Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "s");
        Clients clients = new Clients(new Surroundings(variables, Map.of()), 10_000);
        return new RemoteKey(key, clients.of(key), null, new Tally());
    }

    private String opened(RemoteKey key, String... answered) {
        answers.addAll(Arrays.asList(answered));
        return new String(key.decrypt(Kms.SYMMETRIC, new byte[40]), UTF_8);
    }

    private Refusal refused(RemoteKey key, String... answered) {
        return catchThrowableOfType(Refused.class, () -> opened(key, answered)).refusal();
    }
}

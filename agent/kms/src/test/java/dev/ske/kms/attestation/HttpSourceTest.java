package dev.ske.kms.attestation;

import static dev.ske.kms.attestation.Endpoint.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class HttpSourceTest {
    private static final String CANARY = "CANARY-90b1";

    private final byte[] publicKey = new byte[294];
    /** In base64 it has a plus, a slash and padding. */
    private final byte[] nonce = {
        (byte) 0xFB, (byte) 0xEF, (byte) 0xBE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    };

    HttpSourceTest() {
        new Random(3).nextBytes(publicKey);
    }

    @Test
    void anjunas_endpoint_is_asked_in_base64url_with_padding() throws Exception {
        byte[] document = Documents.real();
        try (Endpoint endpoint = new Endpoint((request, to) -> Endpoint.ok(to, document))) {
            AttestationSpec.Draft draft = draft(endpoint.url());
            draft.userData = "billing-ü?";
            assertThat(source(draft).document(publicKey, nonce)).isEqualTo(document);
            Endpoint.Request request = endpoint.requests.get(0);
            assertThat(request.parameters()).hasSize(3);
            assertThat(Base64.getUrlDecoder().decode(request.parameters().get("publicKey")))
                    .isEqualTo(publicKey);
            assertThat(request.parameters().get("userData")).isEqualTo("YmlsbGluZy3DvD8=");
            assertThat(request.parameters().get("nonce")).isEqualTo("----____AQIDBAUGBwgJCg==");
            assertThat(request.head())
                    .startsWith("GET /report?publicKey=")
                    .contains("&nonce=----____AQIDBAUGBwgJCg%3D%3D HTTP/1.1\r\n")
                    .contains("\r\nAccept: application/octet-stream\r\n");
        }
    }

    @Test
    void the_npm_packages_endpoint_is_asked_as_that_asks_it() throws Exception {
        byte[] document = Documents.real();
        try (Endpoint endpoint = new Endpoint((request, to) -> Endpoint.ok(to, document))) {
            AttestationSpec.Draft draft = draft(endpoint.url());
            draft.style = AttestationSpec.Style.ORIGINAL;
            draft.userData = "billing";
            assertThat(source(draft).document(publicKey, nonce)).isEqualTo(document);
            Endpoint.Request request = endpoint.requests.get(0);
            assertThat(request.parameters()).hasSize(3);
            assertThat(Base64.getUrlDecoder().decode(request.parameters().get("public_key")))
                    .isEqualTo(publicKey);
            assertThat(request.parameters().get("user_data")).isEqualTo("YmlsbGluZw==");
            assertThat(request.parameters().get("nonce")).isEqualTo("++++////AQIDBAUGBwgJCg==");
            assertThat(request.head()).contains("&nonce=%2B%2B%2B%2B%2F%2F%2F%2FAQIDBAUGBwgJCg%3D%3D HTTP/1.1\r\n");
        }
    }

    @Test
    void without_user_data_there_is_no_parameter_for_it() throws Exception {
        try (Endpoint endpoint = new Endpoint((request, to) -> Endpoint.ok(to, Documents.real()))) {
            source(draft(endpoint.url())).document(publicKey, nonce);
            assertThat(endpoint.requests.get(0).parameters()).containsOnlyKeys("publicKey", "nonce");
        }
    }

    @Test
    void the_length_is_what_comes_not_what_the_answer_says() throws Exception {
        byte[] document = Documents.real();
        try (Endpoint endpoint = new Endpoint((request, to) -> {
            to.write(ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
            to.write(document);
        })) {
            assertThat(source(draft(endpoint.url())).document(publicKey, nonce)).isEqualTo(document);
        }
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                answer("the answer has status 500 instead of 200", "500 " + CANARY, 10),
                answer("the answer has status 404 instead of 200", "404 Not Found", 10),
                answer("the answer has status 401 instead of 200", "401 Unauthorized", 10),
                answer("the answer has status 204 instead of 200", "204 No Content", 0),
                answer("the answer has status 201 instead of 200", "201 Created", 10),
                answer("is larger than 16384 bytes", "200 OK", 20_000),
                answer("is larger than 16384 bytes", "200 OK", 10 << 20),
                answer("is larger than 16384 bytes", (request, to) -> {
                    to.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                    while (true) {
                        to.write(ascii("1000\r\n"));
                        to.write(new byte[0x1000]);
                        to.write(ascii("\r\n"));
                    }
                }),
                answer("the connection was cut", (request, to) -> {
                    to.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + CANARY));
                }),
                answer("the connection was cut", (request, to) -> {
                    to.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + CANARY));
                }),
                answer("the connection was cut", (request, to) -> {}),
                answer("the answer is not HTTP", (request, to) -> to.write(ascii(CANARY + "\r\n\r\n"))));
    }

    private static Arguments answer(String words, String status, int length) {
        byte[] body =
                CANARY.repeat(length / CANARY.length() + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
        return answer(words, (request, to) -> Endpoint.answer(to, status, "text/html", body));
    }

    private static Arguments answer(String words, Endpoint.Answer answer) {
        return arguments(words, answer);
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void an_answer_that_is_none_is_told_and_not_shown(String words, Endpoint.Answer answer) throws Exception {
        try (Endpoint endpoint = new Endpoint(answer)) {
            Failure failure = refused(draft(endpoint.url()));
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            assertThat(failure).hasMessageContaining(words).hasNoCause();
            assertThat(failure.getMessage() + failure.hint()).doesNotContain("CANARY");
            assertThat(failure.hint()).isNotEmpty();
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (Endpoint other = new Endpoint((request, to) -> Endpoint.ok(to, Documents.real()));
                Endpoint endpoint = new Endpoint((request, to) -> to.write(ascii("HTTP/1.1 302 Found\r\nLocation: "
                        + other.url() + "?" + CANARY + "\r\nContent-Length: 0\r\n\r\n")))) {
            Failure failure = refused(draft(endpoint.url()));
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            assertThat(failure).hasMessage("the answer is a redirect (status 302), which is not followed");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void who_hangs_or_drips_holds_the_thread_no_longer_than_is_allowed() throws Exception {
        Endpoint.Answer hang = (request, to) -> Thread.sleep(60_000);
        Endpoint.Answer drip = (request, to) -> {
            to.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"));
            drip(to);
        };
        for (Endpoint.Answer answer : new Endpoint.Answer[] {hang, drip}) {
            try (Endpoint endpoint = new Endpoint(answer)) {
                AttestationSpec.Draft draft = draft(endpoint.url());
                draft.timeoutMillis = 400;
                long start = System.nanoTime();
                Failure failure = refused(draft);
                assertThat(System.nanoTime() - start).isBetween(300_000_000L, 30_000_000_000L);
                assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
                assertThat(failure).hasMessage("no document came in time");
            }
        }
    }

    private static void drip(OutputStream to) throws Exception {
        while (true) {
            to.write('x');
            to.flush();
            Thread.sleep(20);
        }
    }

    @Test
    void nobody_there_is_another_failure() throws Exception {
        try (Socket taken = new Socket()) { // by somebody who does not listen, so that nobody else does
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Failure failure = refused(draft("http://127.0.0.1:" + taken.getLocalPort() + "/report"));
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
            assertThat(failure).hasMessage("the connection was refused");
        }
    }

    @Test
    void what_does_not_speak_tls_is_told() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread plain = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(ascii("HTTP/1.1 400 " + CANARY + "\r\n\r\n"));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client is gone.
                }
            });
            plain.start();
            Failure failure = refused(draft("https://127.0.0.1:" + server.getLocalPort() + "/report"));
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            assertThat(failure).hasMessage("the TLS handshake failed");
            plain.join();
        }
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(new UnknownHostException(CANARY), Code.ATTESTATION_UNAVAILABLE, "DNS does not know its host"),
                arguments(new NoRouteToHostException(CANARY), Code.ATTESTATION_UNAVAILABLE, "there is no route"),
                arguments(new ConnectException("Connection refused"), Code.ATTESTATION_UNAVAILABLE, "was refused"),
                arguments(new ConnectException("Connection timed out"), Code.ATTESTATION_FETCH_FAILED, "in time"),
                arguments(new SSLHandshakeException(CANARY), Code.ATTESTATION_FETCH_FAILED, "the TLS handshake failed"),
                arguments(new IOException("Unable to tunnel " + CANARY), Code.ATTESTATION_FETCH_FAILED, "proxy"),
                arguments(new IOException(CANARY), Code.ATTESTATION_FETCH_FAILED, "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void a_failure_of_the_network_is_told_in_our_words(IOException error, Code code, String words) {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> new HttpSource(new AttestationSpec(draft("http://x.test/")), uri -> {
                            throw new UncheckedIOException(error);
                        })
                        .document(publicKey, nonce));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(words).hasNoCause();
        assertThat(failure.getMessage() + failure.hint()).doesNotContain("CANARY");
    }

    private Failure refused(AttestationSpec.Draft draft) {
        return catchThrowableOfType(Failure.class, () -> source(draft).document(publicKey, nonce));
    }

    private static HttpSource source(AttestationSpec.Draft draft) {
        return new HttpSource(new AttestationSpec(draft), Endpoint.WEB);
    }

    private static AttestationSpec.Draft draft(String url) {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.source = AttestationSpec.Source.HTTP;
        draft.address = url;
        draft.timeoutMillis = 60_000;
        return draft;
    }
}

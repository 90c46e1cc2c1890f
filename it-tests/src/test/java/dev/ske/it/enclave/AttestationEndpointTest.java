package dev.ske.it.enclave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.it.Any;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The endpoint is looked at too: what it takes, and its troubles. */
class AttestationEndpointTest {
    private final AttestationEndpoint endpoint =
            AttestationEndpoint.start(new EnclaveModule(new EnclaveAuthority()), Question.Style.ANJUNA);
    private final byte[] publicKey = publicKey(2048);
    private final byte[] nonce = Any.bytes(16);

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void a_question_is_answered_with_a_document_that_repeats_it() throws Exception {
        byte[] answer = ask("publicKey=" + url(publicKey) + "&userData=" + url(new byte[] {7, 8}) + "&nonce="
                        + url(nonce))
                .body();
        assertThat(answer).startsWith(0x84, 0x44, 0xa1, 0x01, 0x38, 0x22, 0xa0, 0x59);
        assertThat(hex(answer)).contains(hex(publicKey), hex(nonce), hex(Cbor.bytes(new byte[] {7, 8})));
        assertThat(endpoint.questions()).singleElement().satisfies(question -> {
            assertThat(question.publicKey()).isEqualTo(publicKey);
            assertThat(question.userData()).containsExactly(7, 8);
            assertThat(question.nonce()).isEqualTo(nonce);
        });
        assertThat(endpoint.documents()).containsExactly(answer);
    }

    @Test
    void a_question_that_is_not_as_described_is_refused() throws Exception {
        String key = "publicKey=" + url(publicKey);
        for (String query : new String[] {
            "",
            "public_key=" + url(publicKey),
            key + "&" + key,
            key + "&more=YQ==",
            key + "&nonce=",
            key + "&nonce=YQ",
            key + "&nonce=-_--==",
            key + "&nonce=%2B/aa",
            key + "&userData=" + url(new byte[1025]),
            "publicKey=" + url(Any.bytes(294)),
            "publicKey=" + url(publicKey(1024)),
        }) {
            assertThat(ask(query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(endpoint.refused()).hasSize(11);
        assertThat(endpoint.questions()).isEmpty();
        assertThat(ask(key).statusCode()).isEqualTo(200);
    }

    @Test
    void the_original_writes_its_nonce_in_the_other_alphabet() throws Exception {
        try (AttestationEndpoint original =
                AttestationEndpoint.start(new EnclaveModule(new EnclaveAuthority()), Question.Style.ORIGINAL)) {
            String key = "?public_key=" + url(publicKey);
            assertThat(send(original.url() + key + "&nonce=%2B/aa").statusCode())
                    .isEqualTo(200);
            assertThat(original.questions().get(0).nonce())
                    .isEqualTo(Base64.getDecoder().decode("+/aa"));
            // a plus sign that is not escaped is a space
            assertThat(send(original.url() + key + "&nonce=+/aa").statusCode()).isEqualTo(400);
            assertThat(send(original.url() + key + "&nonce=-_aa").statusCode()).isEqualTo(400);
            assertThat(send(original.url() + "?publicKey=" + url(publicKey)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void each_trouble_is_what_it_says() throws Exception {
        assertThat(troubled(Trouble.BREAKS).statusCode()).isEqualTo(500);
        assertThat(text(troubled(Trouble.BREAKS))).contains(endpoint.canary());
        assertThat(text(troubled(Trouble.HTML))).startsWith("<html>").contains(endpoint.canary());
        assertThat(troubled(Trouble.HUGE).body()).hasSize(10 << 20);
        HttpResponse<byte[]> elsewhere = troubled(Trouble.REDIRECTS);
        assertThat(elsewhere.statusCode()).isEqualTo(302);
        String there = elsewhere.headers().firstValue("Location").orElseThrow();
        byte[] document =
                send(URI.create(endpoint.url()).resolve(there).toString()).body();
        assertThat(hex(document)).contains(hex(publicKey), hex(nonce));
        assertThat(hex(troubled(Trouble.ANOTHER_KEY).body()))
                .contains(hex(nonce))
                .doesNotContain(hex(publicKey));
        assertThat(hex(troubled(Trouble.NO_KEY).body())).contains(hex(nonce)).doesNotContain(hex(publicKey));
        assertThat(hex(troubled(Trouble.ANOTHER_NONCE).body()))
                .contains(hex(publicKey))
                .doesNotContain(hex(nonce));
        assertThat(hex(troubled(Trouble.NO_NONCE).body()))
                .contains(hex(publicKey))
                .doesNotContain(hex(nonce));
        assertThat(troubled(Trouble.CUT_SHORT).body()).hasSizeLessThan(document.length - 500);
        assertThat(troubled(Trouble.GARBAGE).body()).hasSize(document.length);
        for (Trouble endless : new Trouble[] {Trouble.HANGS, Trouble.DRIPS}) {
            assertThatThrownBy(() -> troubled(endless)).isInstanceOf(HttpTimeoutException.class);
        }
    }

    private HttpResponse<byte[]> troubled(Trouble trouble) throws IOException, InterruptedException {
        endpoint.trouble(trouble);
        return ask("publicKey=" + url(publicKey) + "&nonce=" + url(nonce));
    }

    private HttpResponse<byte[]> ask(String query) throws IOException, InterruptedException {
        return send(endpoint.url() + "?" + query);
    }

    private static HttpResponse<byte[]> send(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        try {
            return HttpClient.newHttpClient()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                    .orTimeout(1, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new HttpTimeoutException(e.toString());
        }
    }

    private static String url(byte[] bytes) {
        return URLEncoder.encode(Base64.getUrlEncoder().encodeToString(bytes), StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static byte[] publicKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.ske.kms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of KMS, STS and the credentials' endpoints as a client must find: every ciphertext decrypts to itself, with a
 * document as {@link FakeAttestation} wraps it.
 */
final class LoopbackKms implements AutoCloseable {
    final List<String> targets = new CopyOnWriteArrayList<>();
    final List<String> plain = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LoopbackKms() throws IOException {
        server.setExecutor(threads);
        server.createContext("/", this::kms);
        server.createContext("/container", exchange -> credentials(exchange, "CONTAINER"));
        server.createContext("/latest/api/token", exchange -> answer(exchange, "TOKEN"));
        server.createContext("/latest/meta-data/iam/security-credentials", this::instance);
        server.createContext("/hang", exchange -> StubKms.sleep(60_000));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void kms(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.startsWith("Action=AssumeRoleWithWebIdentity&")) {
            sts(exchange, body);
            return;
        }
        targets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String text = field(body, "CiphertextBlob");
        if (body.contains("\"Recipient\"")) {
            byte[] document = Base64.getDecoder().decode(field(body, "AttestationDocument"));
            byte[] wrapped = FakeAttestation.wrap(document, Base64.getDecoder().decode(text));
            answer(
                    exchange,
                    "{\"CiphertextForRecipient\":\"" + Base64.getEncoder().encodeToString(wrapped)
                            + "\",\"KeyId\":\"k\"}");
        } else {
            plain.add(body);
            answer(exchange, "{\"Plaintext\":\"" + text + "\",\"KeyId\":\"k\"}");
        }
    }

    private static String field(String body, String name) {
        int from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return body.substring(from, body.indexOf('"', from));
    }

    private void sts(HttpExchange exchange, String body) throws IOException {
        targets.add(body.contains("WebIdentityToken=the-token") ? "AssumeRoleWithWebIdentity" : body);
        answer(
                exchange,
                "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
                        + "<AccessKeyId>WEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                        + "<Expiration>2036-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>"
                        + "</AssumeRoleWithWebIdentityResponse>");
    }

    private void instance(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/the-role")) {
            credentials(exchange, "INSTANCE");
        } else {
            answer(exchange, "the-role");
        }
    }

    private void credentials(HttpExchange exchange, String id) throws IOException {
        answer(
                exchange,
                "{\"Code\":\"Success\",\"AccessKeyId\":\"" + id + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
                        + "\"Expiration\":\"2036-01-01T00:00:00Z\",\"LastUpdated\":\"2026-01-01T00:00:00Z\"}");
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-amz-ec2-metadata-token-ttl-seconds", "21600");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.ske.it.kms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Hands out one role's credentials in each of the three ways in which a workload gets them: to a container, to an
 * instance (IMDSv2), and for a web identity token (STS).
 */
public final class Roles implements AutoCloseable {
    private static final String INSTANCE = "/latest/meta-data/iam/security-credentials/";

    private final Credentials credentials = Credentials.ofRole();
    private final String containerToken = Credentials.ofRole().token();
    private final String instanceToken = Credentials.ofRole().token();
    private final String identityToken = Credentials.ofRole().token();
    private final String region;
    private final Tally tally = new Tally();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-roles");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts it; the region is what the instance's metadata says. */
    public static Roles start(String region) {
        return new Roles(region);
    }

    public Credentials credentials() {
        return credentials;
    }

    /** What ECS and EKS Pod Identity set. */
    public Map<String, String> container() {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                endpoint() + "/container",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                containerToken);
    }

    /** Sends the search for an instance's metadata here. */
    public Map<String, String> instance() {
        return Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint());
    }

    /** What EKS sets for a service account. The token is written to that file. */
    public Map<String, String> webIdentity(Path tokenFile) {
        try {
            Files.writeString(tokenFile, identityToken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "AWS_ROLE_ARN",
                "arn:aws:iam::" + TestKms.ACCOUNT + ":role/app",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                tokenFile.toString(),
                "AWS_ENDPOINT_URL_STS",
                endpoint());
    }

    /** How often credentials were handed out: {@code container}, {@code instance}, {@code identity}; or {@code region} told. */
    public int asked(String way) {
        return tally.of(way);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        if (path.equals("/container")) {
            container(exchange);
        } else if (method.equals("POST") && body.contains("Action=AssumeRoleWithWebIdentity")) {
            identity(exchange, body);
        } else if (method.equals("PUT") && path.equals("/latest/api/token")) {
            exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            Faults.send(exchange, 200, "text/plain", instanceToken);
        } else if (path.startsWith("/latest/")) {
            instance(exchange, path);
        } else {
            Faults.send(exchange, 404, "text/plain", "");
        }
    }

    private void container(HttpExchange exchange) throws IOException {
        if (!containerToken.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            Faults.send(exchange, 401, "application/json", "{}");
            return;
        }
        handOut("container");
        Faults.send(exchange, 200, "application/json", Json.write(described()));
    }

    private void instance(HttpExchange exchange, String path) throws IOException {
        if (!instanceToken.equals(exchange.getRequestHeaders().getFirst("x-aws-ec2-metadata-token"))) {
            Faults.send(exchange, 401, "text/plain", "");
        } else if (path.equals(INSTANCE)) {
            Faults.send(exchange, 200, "text/plain", "app");
        } else if (path.equals(INSTANCE + "app")) {
            handOut("instance");
            Map<String, Object> described = described();
            described.put("Code", "Success");
            described.put("Type", "AWS-HMAC");
            described.put(
                    "LastUpdated", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            Faults.send(exchange, 200, "application/json", Json.write(described));
        } else if (path.equals("/latest/dynamic/instance-identity/document")) {
            handOut("region");
            Faults.send(exchange, 200, "application/json", Json.write(Map.of("region", region)));
        } else if (path.equals("/latest/meta-data/placement/region")) {
            handOut("region");
            Faults.send(exchange, 200, "text/plain", region);
        } else {
            Faults.send(exchange, 404, "text/plain", "");
        }
    }

    private void identity(HttpExchange exchange, String body) throws IOException {
        if (!body.contains("WebIdentityToken=" + identityToken)) {
            Faults.send(
                    exchange,
                    400,
                    "text/xml",
                    "<ErrorResponse><Error><Code>InvalidIdentityToken</Code>"
                            + "<Message>no such token</Message></Error></ErrorResponse>");
            return;
        }
        handOut("identity");
        Faults.send(
                exchange,
                200,
                "text/xml",
                "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>" + credentials.accessKey()
                        + "</AccessKeyId><SecretAccessKey>" + credentials.secretKey()
                        + "</SecretAccessKey><SessionToken>"
                        + credentials.token() + "</SessionToken><Expiration>" + expiration()
                        + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>");
    }

    private void handOut(String way) {
        tally.begin(way);
        tally.end();
    }

    private Map<String, Object> described() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("AccessKeyId", credentials.accessKey());
        described.put("SecretAccessKey", credentials.secretKey());
        described.put("Token", credentials.token());
        described.put("Expiration", expiration());
        return described;
    }

    private static String expiration() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600).toString();
    }

    private Roles(String region) {
        this.region = region;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }
}

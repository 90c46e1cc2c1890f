package dev.ske.it.kms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * One region's KMS on loopback: AWS JSON 1.1 over HTTP or HTTPS, with real AES and RSA. Trouble is switched on with the
 * methods that are called as it is.
 */
public final class TestKms implements AutoCloseable {
    /** The account whose roles call. */
    public static final String ACCOUNT = "111122223333";

    /** For how many requests some trouble lasts, if it is not to end. */
    public static final int FOR_EVER = Integer.MAX_VALUE;

    static {
        // else an answer waits 40 ms for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String region;
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-kms");
        thread.setDaemon(true);
        return thread;
    });
    private final Recipients recipients = new Recipients();
    private final Operations operations;
    private final Tally tally = new Tally();
    private final Faults faults = new Faults();
    private final Callers callers = new Callers();

    public static TestKms start(String region) {
        return new TestKms(region, null);
    }

    public static TestKms startTls(String region, SSLContext context) {
        return new TestKms(region, context);
    }

    public String region() {
        return region;
    }

    /** {@code http(s)://127.0.0.1:PORT}. */
    public String endpoint() {
        return scheme + "://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What tells an SDK to come here. */
    public Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_KMS", endpoint(), "AWS_REGION", region);
    }

    /** These credentials are of the account, and may do everything that no key denies. */
    public TestKms admit(Credentials credentials) {
        callers.admit(credentials);
        return this;
    }

    public TestKey createSymmetric() {
        return operations.add(new TestKey(region, ACCOUNT, 0));
    }

    /** A key of RSA, of 2,048, 3,072 or 4,096 bits. */
    public TestKey createRsa(int bits) {
        return operations.add(new TestKey(region, ACCOUNT, bits));
    }

    /** A symmetric key of another account, which lets this one do nothing. */
    public TestKey createForeign() {
        return operations.add(new TestKey(region, "999988887777", 0));
    }

    /** Gives a key a name of the form {@code alias/NAME}. */
    public TestKms alias(String name, TestKey key) {
        operations.alias(name, key);
        return this;
    }

    /** Requests of {@code Decrypt}, {@code Encrypt}, ... that came, refused ones and repetitions too. */
    public int calls(String operation) {
        return tally.of(operation);
    }

    /** All requests that came, per operation. */
    public Map<String, Integer> calls() {
        return tally.all();
    }

    /** The most requests that were under way at once. */
    public int mostAtOnce() {
        return tally.mostAtOnce();
    }

    /** Access keys whose requests came. */
    public Set<String> callers() {
        return callers.seen();
    }

    public void forgetCalls() {
        tally.reset();
    }

    /** Each request waits so long before it is looked at. */
    public TestKms latency(long milliseconds) {
        faults.latency(milliseconds);
        return this;
    }

    /** Takes requests, and looks at them only when it {@link #goesOn}. */
    public TestKms pauses() {
        faults.hold();
        return this;
    }

    public TestKms goesOn() {
        faults.release();
        return this;
    }

    /** Takes requests and never answers. */
    public TestKms hangs() {
        return trouble(Faults.Kind.HANG, FOR_EVER);
    }

    public TestKms cuts(int times) {
        return trouble(Faults.Kind.CUT, times);
    }

    /** Answers break off in the middle. */
    public TestKms answersByHalves() {
        return trouble(Faults.Kind.HALF, FOR_EVER);
    }

    public TestKms answersGarbage() {
        return trouble(Faults.Kind.GARBAGE, FOR_EVER);
    }

    /** Answers as a captive portal does: a page, with status 200. */
    public TestKms answersHtml() {
        return trouble(Faults.Kind.HTML, FOR_EVER);
    }

    /** Status 500. */
    public TestKms breaks(int times) {
        return trouble(Faults.Kind.BROKEN, times);
    }

    public TestKms throttles(int times) {
        return trouble(Faults.Kind.THROTTLE, times);
    }

    /** Whatever trouble was switched on ends. */
    public TestKms recovers() {
        return trouble(Faults.Kind.NONE, 0);
    }

    /** From now on it takes attestation documents that lead up to this root. */
    public TestKms trusts(X509Certificate root) {
        recipients.trust(root);
        return this;
    }

    /** Requests with a recipient are answered as if they had none, as emulators do. */
    public TestKms ignoresRecipients() {
        recipients.habit(Recipients.Habit.IGNORES);
        return this;
    }

    /** Answers to recipients have the plaintext, too. */
    public TestKms answersBoth() {
        recipients.habit(Recipients.Habit.ANSWERS_BOTH);
        return this;
    }

    /** Encrypts for another key than the recipient's. */
    public TestKms encryptsForOthers() {
        recipients.habit(Recipients.Habit.ANOTHER_KEY);
        return this;
    }

    /** The keys that answers to recipients were encrypted with, for tests that look for them. */
    public List<byte[]> contentKeys() {
        return recipients.contentKeys();
    }

    /** How many different attestation documents came. */
    public int documents() {
        return recipients.documents();
    }

    /** Requests of an operation that had a recipient, or that had none; refused ones too. */
    public int calls(String operation, boolean recipient) {
        return tally.of(operation, recipient);
    }

    /** Answers in which there was a plaintext. */
    public int plaintexts() {
        return tally.plaintexts();
    }

    public TestKms expiresTokens() {
        callers.expire();
        return this;
    }

    @Override
    public void close() {
        faults.end();
        server.stop(0);
        threads.shutdownNow();
    }

    private TestKms trouble(Faults.Kind kind, int times) {
        faults.next(kind, times);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String operation = target.replaceFirst("^TrentService\\.", "");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        int status = 200;
        Map<String, ?> body;
        tally.begin(operation);
        try {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (faults.disturb(exchange)) {
                return;
            }
            callers.check(exchange.getRequestHeaders(), region, "kms");
            Map<String, Object> asked = Json.read(request);
            tally.asked(operation, asked.containsKey("Recipient"));
            body = operations.perform(operation, asked);
            tally.answered(body.containsKey("Plaintext"));
        } catch (Refusal refusal) {
            status = refusal.status();
            body = Map.of("__type", refusal.name(), "message", refusal.getMessage());
        } catch (IllegalArgumentException e) {
            status = 400;
            body = Map.of("__type", "SerializationException", "message", "not what was expected");
        } catch (InterruptedException e) {
            exchange.close();
            return;
        } finally {
            tally.end(); // before the client has its answer, and may ask again
        }
        Faults.send(exchange, status, "application/x-amz-json-1.1", Json.write(body));
    }

    private TestKms(String region, SSLContext context) {
        this.region = region;
        operations = new Operations(region, ACCOUNT, recipients);
        scheme = context == null ? "http" : "https";
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (context == null) {
                server = HttpServer.create(address, 100);
            } else {
                HttpsServer https = HttpsServer.create(address, 100);
                https.setHttpsConfigurator(new HttpsConfigurator(context));
                server = https;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }
}

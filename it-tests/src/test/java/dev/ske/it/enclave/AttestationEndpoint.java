package dev.ske.it.enclave;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ske.it.Any;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Hands out the documents of an enclave's module by HTTP on loopback. It takes no question that is not as described. */
public final class AttestationEndpoint implements AutoCloseable {
    private static final String PATH = "/api/v1/attestation/report";
    private static final int HUGE = 10 << 20;

    private final EnclaveModule module;
    private final Question.Style style;
    private final HttpServer server;
    private final String canary = "canary" + Any.secret();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<byte[]> documents = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "attestation-endpoint");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Trouble trouble = Trouble.NONE;
    private volatile long latencyMillis;
    private long staleMillis;
    private int stale;

    public static AttestationEndpoint start(EnclaveModule module, Question.Style style) {
        return new AttestationEndpoint(module, style);
    }

    /** {@code http://127.0.0.1:PORT/...}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** From now on that is wrong. */
    public AttestationEndpoint trouble(Trouble next) {
        trouble = next;
        return this;
    }

    public AttestationEndpoint latency(long milliseconds) {
        latencyMillis = milliseconds;
        return this;
    }

    /** The next so many documents were made as long ago as this. */
    public synchronized AttestationEndpoint stale(int count, long milliseconds) {
        stale = count;
        staleMillis = milliseconds;
        return this;
    }

    /** A text that stands in all that is answered and is no document: it must turn up nowhere. */
    public String canary() {
        return canary;
    }

    /** What it was asked, refused questions aside. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** Why questions were refused. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** What was handed out, whole or in part. */
    public List<byte[]> documents() {
        return List.copyOf(documents);
    }

    /** Nobody listens any more. */
    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Question question = Question.read(exchange.getRequestURI().getRawQuery(), style);
            if (!exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestBody().read() >= 0) {
                throw new IllegalArgumentException("not a GET without a body");
            }
            questions.add(question);
            Thread.sleep(latencyMillis);
            answer(exchange, question);
        } catch (IllegalArgumentException e) {
            refused.add(e.getMessage());
            send(exchange, 400, "text/plain", text(e.getMessage()));
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, Question question) throws IOException, InterruptedException {
        byte[] document = document(question);
        switch (trouble) {
            case HANGS -> {
                over.await();
                exchange.close();
            }
            case DRIPS -> drip(exchange, document);
            case BREAKS -> send(exchange, 500, "text/plain", text("no module: "));
            case HTML -> send(exchange, 200, "text/html", text("<html>Please log in "));
            case HUGE -> send(exchange, 200, "application/octet-stream", huge());
            case REDIRECTS -> {
                String there = "/elsewhere?" + exchange.getRequestURI().getRawQuery();
                exchange.getResponseHeaders().set("Location", there);
                send(exchange, 302, "text/plain", text("moved "));
            }
            case CUT_SHORT -> hand(exchange, Arrays.copyOf(document, document.length / 2));
            case GARBAGE -> hand(exchange, Any.bytes(document.length));
            default -> hand(exchange, document);
        }
    }

    private byte[] document(Question question) {
        byte[] key =
                switch (trouble) {
                    case ANOTHER_KEY -> anotherKey();
                    case NO_KEY -> null;
                    default -> question.publicKey();
                };
        byte[] nonce =
                switch (trouble) {
                    case ANOTHER_NONCE -> Any.bytes(16);
                    case NO_NONCE -> null;
                    default -> question.nonce();
                };
        synchronized (this) {
            module.clockAhead(stale > 0 ? -staleMillis : 0);
            stale = Math.max(0, stale - 1);
            return module.document(key, question.userData(), nonce);
        }
    }

    private void drip(HttpExchange exchange, byte[] document) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, document.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < document.length && !over.await(200, TimeUnit.MILLISECONDS); i++) {
                out.write(document[i]);
                out.flush();
            }
        } catch (IOException hungUp) {
            exchange.close();
        }
    }

    private byte[] huge() {
        byte[] body = new byte[HUGE];
        byte[] word = text(" ");
        for (int at = 0; at + word.length <= HUGE; at += word.length) {
            System.arraycopy(word, 0, body, at, word.length);
        }
        return body;
    }

    private byte[] text(String words) {
        return (words + canary).getBytes(StandardCharsets.UTF_8);
    }

    private void hand(HttpExchange exchange, byte[] document) throws IOException {
        documents.add(document);
        send(exchange, 200, "application/octet-stream", document);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        try {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close(); // the client of a huge body has hung up
        }
    }

    private static byte[] anotherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private AttestationEndpoint(EnclaveModule module, Question.Style style) {
        this.module = module;
        this.style = style;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::answer);
        server.createContext("/elsewhere", exchange -> {
            Question question = Question.read(exchange.getRequestURI().getRawQuery(), style);
            questions.add(question);
            hand(exchange, document(question));
        });
        server.setExecutor(threads);
        server.start();
    }
}

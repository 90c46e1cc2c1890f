package dev.ske.it.kms;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What goes wrong on the way to a KMS. One kind at a time, in the order in which requests come. */
final class Faults {
    /** Kinds of trouble that are no answers of KMS. */
    enum Kind {
        NONE,
        HANG,
        CUT,
        HALF,
        GARBAGE,
        HTML,
        BROKEN,
        THROTTLE
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile long latencyMillis;
    private Kind kind = Kind.NONE;
    private int left;

    void latency(long milliseconds) {
        latencyMillis = milliseconds;
    }

    synchronized void next(Kind next, int times) {
        kind = next;
        left = times;
    }

    /** Requests wait before they are looked at, until {@link #release}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** Lets go of what hangs. */
    void end() {
        release();
        over.countDown();
    }

    /** Does what is switched on, and says whether the exchange is done with. */
    boolean disturb(HttpExchange exchange) throws IOException, InterruptedException {
        Thread.sleep(latencyMillis);
        held.await();
        Kind now = take();
        switch (now) {
            case NONE -> {}
            case BROKEN ->
                throw new Refusal("KMSInternalException", 500, "The request was rejected; you can retry it.");
            case THROTTLE -> throw new Refusal("ThrottlingException", "You have exceeded the rate of KMS.");
            case HANG -> {
                over.await();
                exchange.close();
            }
            case CUT -> exchange.close();
            case HALF -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("{\"Plaintext\":".getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case GARBAGE -> send(exchange, 200, "application/x-amz-json-1.1", "\u0000\u0001 garbage {{{ \"Plaintext\"");
            case HTML -> send(exchange, 200, "text/html", "<html><body>Please log in</body></html>");
        }
        return now != Kind.NONE;
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Kind take() {
        if (left == 0) {
            return Kind.NONE;
        }
        left--;
        return kind;
    }
}

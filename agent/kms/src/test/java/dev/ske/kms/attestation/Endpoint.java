package dev.ske.kms.attestation;

import dev.ske.kms.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers byte by byte what a test wants, well-behaved or not. */
final class Endpoint implements AutoCloseable {
    /** Answers one request. */
    interface Answer {
        void write(Request request, OutputStream to) throws Exception;
    }

    /** A request's lines, and its parameters by name, decoded. */
    record Request(String head, Map<String, String> parameters) {}

    /** Connections as the JDK opens them. */
    static final Web WEB = uri -> (HttpURLConnection) uri.toURL().openConnection();

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Answer answer;

    Endpoint(Answer answer) throws IOException {
        this.answer = answer;
        Thread thread = new Thread(this::serve, "endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/report";
    }

    static void ok(OutputStream to, byte[] body) throws IOException {
        answer(to, "200 OK", "application/octet-stream", body);
    }

    static void answer(OutputStream to, String status, String type, byte[] body) throws IOException {
        to.write(ascii("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n"));
        to.write(body);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "endpoint-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            requests.add(request);
            answer.write(request, socket.getOutputStream());
        } catch (Exception e) {
            // The other side is gone, or the test is over.
        }
    }

    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request was cut");
            }
            head.append((char) next);
        }
        Map<String, String> parameters = new HashMap<>();
        String target = head.substring(0, head.indexOf("\r\n")).split(" ", -1)[1];
        for (String each : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            String[] parts = each.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new Request(head.toString(), parameters);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

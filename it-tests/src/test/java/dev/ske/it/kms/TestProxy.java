package dev.ske.it.kms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy for CONNECT, with Basic authentication, that leads whatever is asked for to one port of loopback: so a
 * program behind it speaks to AWS's own host names without a network.
 */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final String user;
    private final String password;
    private final List<String> connected = new CopyOnWriteArrayList<>();

    /** Starts one; an empty user stands for a proxy that wants no name. */
    public static TestProxy start(int target, String user, String password) {
        return new TestProxy(target, user, password);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The {@code HOST:PORT} of each tunnel that was opened. */
    public List<String> connected() {
        return List.copyOf(connected);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (!head.isEmpty()) {
                if (allowed(head)) {
                    tunnel(client, head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/")));
                    return;
                }
                say(
                        client,
                        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
                head = head(client.getInputStream());
            }
        } catch (IOException e) {
            return; // either side has hung up
        }
    }

    private boolean allowed(String head) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return user.isEmpty()
                || head.lines().anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: Basic " + token));
    }

    private void tunnel(Socket client, String authority) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            connected.add(authority);
            say(client, "200 Connection established");
            daemon(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            return; // either side has hung up
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(Socket client, String status) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private TestProxy(int target, String user, String password) {
        this.target = target;
        this.user = user;
        this.password = password;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }
}

package adoption;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/** A request to itself, which an agent for tracing gives a header that names the trace. It ends with its input. */
public final class Telemetry {
    public static void main(String[] arguments) throws IOException {
        System.out.println("password=" + System.getenv("DB_PASSWORD"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            System.out.println("traceparent=" + exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        try (InputStream body = connection.getInputStream()) {
            System.out.println("status=" + connection.getResponseCode());
        }
        System.in.read();
        server.stop(0);
    }
}

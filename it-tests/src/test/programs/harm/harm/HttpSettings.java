package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.net.HttpURLConnection;
import java.net.URL;

/** Chooses in main how HTTP behaves, and prints what the JDK understood. */
public final class HttpSettings {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.setProperty("http.keepAlive", "false");
        System.setProperty("http.agent", "own");
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
        HttpURLConnection connection = open();
        connection.setRequestProperty("Origin", "http://example.org");
        System.out.println("origin=" + connection.getRequestProperty("Origin"));
        System.out.println("agent=" + field("sun.net.www.protocol.http.HttpURLConnection", "userAgent"));
        System.out.println("keep alive=" + field("sun.net.www.http.HttpClient", "keepAliveProp"));
    }

    private static Object field(String type, String name) throws Exception {
        Field field = Class.forName(type).getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static HttpURLConnection open() throws IOException {
        return (HttpURLConnection) new URL("http://localhost/").openConnection();
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            open().setRequestProperty("Origin", "http://example.org");
            field("sun.net.www.http.HttpClient", "keepAliveProp");
        }
    }

    private HttpSettings() {}
}

package probe;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.security.Security;
import java.util.logging.LogManager;
import javax.net.ssl.HttpsURLConnection;

/**
 * Sets in main what the JDK reads once, when it is first needed, and prints what came of it. Arguments: an https URL and
 * the trust store, with its password, that its certificate needs.
 */
public final class Settings {
    public static void main(String[] args) throws Exception {
        System.out.println("secret=" + System.getenv("A"));
        System.setProperty("java.util.logging.manager", Logs.class.getName());
        Security.setProperty("networkaddress.cache.ttl", "77");
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
        System.setProperty("javax.net.ssl.trustStore", args[1]);
        System.setProperty("javax.net.ssl.trustStorePassword", args[2]);
        System.out.println(
                "log manager=" + LogManager.getLogManager().getClass().getName());
        InetAddress.getByName("localhost");
        System.out.println("cache seconds="
                + Class.forName("sun.net.InetAddressCachePolicy")
                        .getMethod("get")
                        .invoke(null));
        HttpURLConnection restricted = (HttpURLConnection) new URL("http://localhost/").openConnection();
        restricted.setRequestProperty("Origin", "http://example.org");
        System.out.println("origin=" + restricted.getRequestProperty("Origin"));
        System.out.println("tls=" + status(args[0]));
    }

    private static String status(String url) {
        try {
            HttpsURLConnection connection = (HttpsURLConnection) new URL(url).openConnection();
            int status = connection.getResponseCode();
            InputStream error = connection.getErrorStream();
            if (error != null) {
                error.close();
            }
            return "status " + status;
        } catch (Exception e) {
            return e.getClass().getName();
        }
    }

    /** The program's own log manager. */
    public static final class Logs extends LogManager {}

    private Settings() {}
}

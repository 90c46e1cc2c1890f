package dev.ske.kms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Opens the connections of all clients. It stands in for the SDK's own way of doing so, which sets TLS up for plain HTTP
 * too, takes the proxy of plain HTTP for HTTPS, and tells the endpoint the proxy's password.
 */
final class Http implements UrlConnectionFactory, Web {
    /** Milliseconds: one attempt must leave time for another. */
    private static final int CONNECT = 2_000;

    private final int millis;
    private final Proxies proxies;
    private @Nullable SdkHttpClient client;
    private @Nullable SSLSocketFactory tls;

    /** {@code millis}: how long a socket may be silent before the SDK makes another attempt. */
    Http(Surroundings surroundings, int millis) {
        this.millis = millis;
        proxies = new Proxies(surroundings);
    }

    /** Made by whoever asks first: key pairs and documents are under way before the SDK is loaded for it. */
    synchronized SdkHttpClient client() {
        SdkHttpClient known = client;
        if (known == null) {
            known = new Replay(UrlConnectionHttpClient.create(this));
            client = known;
        }
        return known;
    }

    @Override
    public HttpURLConnection createConnection(URI uri) {
        return open(uri, proxies.of(uri));
    }

    @Override
    public HttpURLConnection open(URI uri) {
        return createConnection(uri);
    }

    /** Opens, and does not connect: that comes with the request. */
    HttpURLConnection open(URI uri, Proxy proxy) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
            connection.setConnectTimeout(CONNECT);
            connection.setReadTimeout(millis);
            connection.setUseCaches(false);
            if (connection instanceof HttpsURLConnection) {
                ((HttpsURLConnection) connection).setSSLSocketFactory(tls());
            } else if (proxy.type() == Proxy.Type.HTTP) {
                proxies.authorize(connection);
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One factory: connections are kept for the next call by it. Not the JVM's default, which the program may set later. */
    synchronized SSLSocketFactory tls() throws IOException {
        SSLSocketFactory known = tls;
        if (known == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(SystemPropertyTlsKeyManagersProvider.create().keyManagers(), null, null);
                known = context.getSocketFactory();
                tls = known;
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        return known;
    }
}

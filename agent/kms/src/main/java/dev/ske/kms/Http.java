package dev.ske.kms;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP clients that all connections share, one for each scheme. */
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final int millis;
    private final Map<String, SdkHttpClient> clients = new HashMap<>();

    /** {@code millis}: how long a socket may be silent. */
    Http(int millis) {
        this.millis = millis;
    }

    /** {@code endpoint}: what is configured in place of AWS's own, or null. */
    synchronized SdkHttpClient client(@Nullable String endpoint) {
        // Proxies are set by scheme, and unless it is told the client takes those of plain HTTP.
        String scheme = endpoint != null && endpoint.startsWith("http:") ? "http" : "https";
        SdkHttpClient client = clients.get(scheme);
        if (client == null) {
            ProxyConfiguration.Builder proxy = ProxyConfiguration.builder().scheme(scheme);
            if (scheme.equals("https")) {
                // Else it would send the proxy's password through the tunnel, to the endpoint; ProxyUser gives it to
                // the proxy.
                proxy.username("").password("");
            }
            client = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(Duration.ofMillis(millis))
                    .proxyConfiguration(proxy.build())
                    .build();
            clients.put(scheme, client);
        }
        return client;
    }
}

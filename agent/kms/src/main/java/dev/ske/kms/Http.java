package dev.ske.kms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The one HTTP client that all connections use. */
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final int millis;
    private @Nullable SdkHttpClient client;

    Http(int millis) {
        this.millis = millis;
    }

    synchronized SdkHttpClient client() {
        SdkHttpClient known = client;
        if (known == null) {
            known = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(Duration.ofMillis(millis))
                    .build();
            client = known;
        }
        return known;
    }
}

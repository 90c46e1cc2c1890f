package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Loads what the first call needs besides the SDK, on a thread that would only wait, while others build the clients: what
 * requests are signed with, the JDK's HTTP, and TLS where it is used. Speaks to nobody.
 */
final class WarmUp {
    private static final String AWS = "https://kms.amazonaws.com/";

    private final Surroundings surroundings;
    private final Http http;

    WarmUp(Surroundings surroundings, Http http) {
        this.surroundings = surroundings;
        this.http = http;
    }

    void run(List<KmsKey> keys) {
        try {
            MessageDigest.getInstance("SHA-256").digest(new byte[1]);
            DirectEndpoint endpoints = new DirectEndpoint(surroundings);
            for (KmsKey key : keys) {
                // Without the proxy: to look its name up could take long, and this thread has times to watch.
                URI endpoint = URI.create(endpoint(endpoints.configured(key)));
                http.open(endpoint, Proxy.NO_PROXY);
                if (endpoint.getScheme().equals("https")) {
                    tls();
                }
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            // The first call meets it again, and says it.
        }
    }

    /** What a handshake derives its keys with. */
    private static void tls() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[1], "HmacSHA256"));
        mac.doFinal();
    }

    private static String endpoint(@Nullable String configured) {
        return configured == null ? AWS : configured;
    }
}

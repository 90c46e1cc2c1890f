package dev.ske.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The form of what names a key of AWS KMS and the way to it. Each method says what is wrong, as it follows the name of the
 * setting or option, or null; never the text itself.
 */
public final class KmsSyntax {
    private static final int LONGEST_KEY = 2048;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_ENDPOINT = 2048;

    /** A key id, its ARN, {@code alias/NAME} or an alias ARN: what the key is called is for KMS to judge. */
    public static @Nullable String keyFault(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!isLetterOrDigit(c) && "-_/:.".indexOf(c) < 0) {
                return "has characters that no key of AWS KMS has in its name";
            }
        }
        boolean named = !key.isEmpty() && !key.endsWith("/") && !key.endsWith(":");
        return named && key.length() <= LONGEST_KEY ? null : "must be a key id, a key ARN, alias/NAME or an alias ARN";
    }

    public static @Nullable String regionFault(String region) {
        for (int i = 0; i < region.length(); i++) {
            char c = region.charAt(i);
            if (c != '-' && (!isLetterOrDigit(c) || (c >= 'A' && c <= 'Z'))) {
                return "must be the name of a region such as eu-central-1";
            }
        }
        boolean named = !region.isEmpty() && region.length() <= LONGEST_NAME;
        return named ? null : "must be the name of a region such as eu-central-1";
    }

    /** {@code http(s)://HOST[:PORT][/PATH]}; a password in it would reach logs. */
    public static @Nullable String endpointFault(String endpoint) {
        return endpointFault(endpoint, "must be http://HOST:PORT or https://HOST:PORT");
    }

    /** {@code wrong}: what is said of one that is no such URL. */
    static @Nullable String endpointFault(String endpoint, String wrong) {
        boolean http = endpoint.startsWith("http://") || endpoint.startsWith("https://");
        if (!http || !isPrintable(endpoint) || endpoint.length() > LONGEST_ENDPOINT) {
            return wrong;
        }
        try {
            URI uri = new URI(endpoint);
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                return "must have no user, query or fragment";
            }
            return uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 0xFFFF ? wrong : null;
        } catch (URISyntaxException malformed) {
            return wrong;
        }
    }

    public static @Nullable String credentialsFault(String credentials) {
        boolean profile = credentials.startsWith(KmsKey.PROFILE)
                && credentials.length() > KmsKey.PROFILE.length()
                && credentials.length() <= LONGEST_NAME
                && isPrintable(credentials);
        boolean word = credentials.equals(KmsKey.ROLE)
                || credentials.equals("default-chain")
                || credentials.equals("explicit");
        return profile || word ? null : "must be role, default-chain, explicit or profile:NAME";
    }

    /** Whether there is no control character in it. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private KmsSyntax() {}
}

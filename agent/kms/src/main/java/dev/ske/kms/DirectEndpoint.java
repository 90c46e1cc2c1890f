package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where KMS is, where that is plain: the configured endpoint, or a region of AWS's own partition. Everything else, as other
 * partitions, FIPS, dual-stack and what a profile says, is left to the SDK.
 */
final class DirectEndpoint {
    /** Of the AWS SDK's partitions, what the names of {@code aws}'s regions begin with. */
    private static final String PLACES = " us eu ap sa ca me af il mx ";

    /** What changes where, or how signed, the SDK sends a request: property and variable. */
    private static final String[] SPECIAL = {
        "aws.useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT",
        "aws.useDualstackEndpoint", "AWS_USE_DUALSTACK_ENDPOINT",
        "aws.ignoreConfiguredEndpointUrls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "aws.authSchemePreference", "AWS_AUTH_SCHEME_PREFERENCE",
        "aws.partitionsFile", "AWS_PARTITIONS_FILE"
    };

    private final Surroundings surroundings;

    DirectEndpoint(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Null: the SDK must find it. */
    @Nullable
    URI of(KmsKey key, String region) {
        if (Profiles.named(key.credentials(), surroundings) != null) {
            return null;
        }
        for (int i = 0; i < SPECIAL.length; i += 2) {
            if (surroundings.either(SPECIAL[i], SPECIAL[i + 1]) != null) {
                return null;
            }
        }
        String configured = configured(key);
        return configured == null ? ofRegion(region) : plain(configured);
    }

    /** What the key's section says, else the SDK's own settings, properties before variables; null if none does. */
    @Nullable
    String configured(KmsKey key) {
        String section = key.endpoint();
        if (section != null) {
            return section;
        }
        String property = surroundings.property("aws.endpointUrlKms");
        if (property == null) {
            property = surroundings.property("aws.endpointUrl");
        }
        return property == null ? variable() : property;
    }

    private @Nullable String variable() {
        String ofKms = surroundings.variable("AWS_ENDPOINT_URL_KMS");
        return ofKms == null ? surroundings.variable("AWS_ENDPOINT_URL") : ofKms;
    }

    private static @Nullable URI plain(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String path = uri.getRawPath();
            boolean plain = (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && (path == null || path.isEmpty() || path.equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return plain ? new URI(scheme, null, uri.getHost(), uri.getPort(), "/", null, null) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static @Nullable URI ofRegion(String region) {
        String[] parts = region.split("-", -1);
        boolean plain = parts.length == 3
                && PLACES.contains(' ' + parts[0] + ' ')
                && isAll(parts[1], 'a', 'z')
                && isAll(parts[2], '0', '9');
        return plain ? URI.create("https://kms." + region + ".amazonaws.com/") : null;
    }

    private static boolean isAll(String text, char from, char to) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < from || text.charAt(i) > to) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}

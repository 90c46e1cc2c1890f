package dev.ske.it.kms;

import com.sun.net.httpserver.Headers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may call: access keys with their session tokens. A signature is looked at for its scope, not computed again. */
final class Callers {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=[0-9a-f]{64}");

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean expired;

    void admit(Credentials credentials) {
        tokens.put(credentials.accessKey(), credentials.token());
    }

    void expire() {
        expired = true;
    }

    /** Access keys that have called. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }

    void check(Headers headers, String region, String service) {
        String header = headers.getFirst("Authorization");
        if (header == null) {
            throw new Refusal("MissingAuthenticationTokenException", "Request is missing Authentication Token");
        }
        Matcher matcher = AUTHORIZATION.matcher(header);
        if (!matcher.matches()
                || !matcher.group(4).contains("host")
                || !matcher.group(4).contains("x-amz-date")) {
            throw new Refusal("IncompleteSignatureException", "Authorization header is not of AWS4-HMAC-SHA256");
        }
        seen.add(matcher.group(1));
        String token = tokens.get(matcher.group(1));
        String given = headers.getFirst("X-Amz-Security-Token");
        if (token == null || !token.equals(given == null ? "" : given)) {
            throw new Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (!matcher.group(2).equals(region) || !matcher.group(3).equals(service)) {
            throw new Refusal(
                    "InvalidSignatureException",
                    "Credential should be scoped to a valid region, not " + matcher.group(2));
        }
        if (expired) {
            throw new Refusal("ExpiredTokenException", "The security token included in the request is expired");
        }
    }
}

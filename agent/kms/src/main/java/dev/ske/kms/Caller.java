package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Who calls: an access key, and the token of one that is temporary. */
final class Caller {
    private final String id;
    private final String secret;
    private final @Nullable String token;

    /** {@code token}: null for a long-lived key. */
    Caller(String id, String secret, @Nullable String token) {
        this.id = id;
        this.secret = secret;
        this.token = token;
    }

    static Caller of(AwsCredentials credentials) {
        String token = credentials instanceof AwsSessionCredentials
                ? ((AwsSessionCredentials) credentials).sessionToken()
                : null;
        return new Caller(credentials.accessKeyId(), credentials.secretAccessKey(), token);
    }

    String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    @Nullable
    String token() {
        return token;
    }

    /** The same for the SDK, of which nothing is loaded before. */
    AwsCredentials forSdk() {
        return token == null ? AwsBasicCredentials.create(id, secret) : AwsSessionCredentials.create(id, secret, token);
    }
}

package dev.ske.kms;

import dev.ske.agent.Code;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.ProfileFile;

/** Who calls: fetched once, and kept for as long as the client lives. */
final class Credentials implements AwsCredentialsProvider {
    private final AwsCredentials credentials;

    static Credentials of(String kind, String region, Surroundings surroundings, Http http) {
        String id = surroundings.either("aws.accessKeyId", "AWS_ACCESS_KEY_ID");
        String secret = surroundings.either("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY");
        String token = surroundings.either("aws.sessionToken", "AWS_SESSION_TOKEN");
        if (id == null || secret == null) {
            throw new Refused(new Refusal(
                    Code.KMS_CREDENTIALS_MISSING,
                    "there are no credentials",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                    Refusal.Lasting.YES));
        }
        return new Credentials(
                token == null
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
    }

    Credentials(AwsCredentials credentials) {
        this.credentials = credentials;
    }

    void fetch() {}

    Supplier<ProfileFile> profiles() {
        ProfileFile none = ProfileFile.aggregator().build();
        return () -> none;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return credentials;
    }
}

package dev.ske.kms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/** A role for the token that the platform wrote into a file. The only class that loads STS. */
final class WebIdentity {
    private final Http http;

    WebIdentity(Http http) {
        this.http = http;
    }

    Caller assume(String role, String tokenFile, String session, String region) {
        String token = token(tokenFile);
        AssumeRoleWithWebIdentityRequest request = AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(role)
                .roleSessionName(session)
                .webIdentityToken(token)
                .build();
        try (StsClient sts = StsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http.client())
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(AwsTarget.overrides(new Profiles.None()))
                .build()) {
            software.amazon.awssdk.services.sts.model.Credentials given =
                    sts.assumeRoleWithWebIdentity(request).credentials();
            if (given == null) {
                throw new Refused(new NetworkErrors("STS").garbage());
            }
            return new Caller(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Refused(Refusals.ofSts(e));
        }
    }

    private static String token(String file) {
        try {
            return new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.US_ASCII).trim();
        } catch (IOException | InvalidPathException e) {
            throw Credentials.missing(
                    "the token file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read",
                    "the platform writes it, as for a Kubernetes service account that is annotated with a role");
        }
    }
}

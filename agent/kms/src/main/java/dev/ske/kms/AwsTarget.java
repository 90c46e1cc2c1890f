package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/** AWS, or what stands in for it at a configured endpoint. */
final class AwsTarget implements Target {
    private final KmsKey key;
    private final @Nullable String configured;
    private final Surroundings surroundings;
    private final Http http;

    AwsTarget(KmsKey key, @Nullable String configured, Surroundings surroundings, Http http) {
        this.key = key;
        this.configured = configured;
        this.surroundings = surroundings;
        this.http = http;
    }

    @Override
    public String region() {
        if (configured != null) {
            return configured;
        }
        throw new Refused(Regions.missing());
    }

    @Override
    public KmsClient client(String region) {
        Credentials credentials = Credentials.of(key.credentials(), region, surroundings, http);
        KmsClientBuilder builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http.client())
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .defaultProfileFileSupplier(credentials.profiles())
                        .build());
        String endpoint = key.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        KmsClient client = builder.build();
        credentials.fetch();
        return client;
    }
}

package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/** AWS, or what stands in for it at a configured endpoint. */
final class AwsTarget implements Target {
    private final KmsKey key;
    private final @Nullable String configured;
    private final Surroundings surroundings;
    private final Http http;
    private @Nullable Caller caller;

    /** {@code configured}: the region, if anything but files and metadata says it. */
    AwsTarget(KmsKey key, @Nullable String configured, Surroundings surroundings, Http http) {
        this.key = key;
        this.configured = configured;
        this.surroundings = surroundings;
        this.http = http;
    }

    @Override
    public String region() {
        return configured == null ? new Regions(surroundings).find(key) : configured;
    }

    /** Asked for once: a helper's life is shorter than any credentials'. */
    private synchronized Caller caller(String region) {
        Caller known = caller;
        if (known == null) {
            known = new Credentials(surroundings, http).fetch(key.credentials(), region);
            caller = known;
        }
        return known;
    }

    @Override
    public @Nullable Direct direct(String region) {
        URI endpoint = new DirectEndpoint(surroundings).of(key, region);
        return endpoint == null ? null : new Direct(endpoint, region, caller(region), http);
    }

    @Override
    public KmsClient client(String region) {
        Caller caller = caller(region);
        String profile = Profiles.named(key.credentials(), surroundings);
        ClientOverrideConfiguration overrides = profile == null
                ? overrides(new Profiles.None())
                : overrides(null).toBuilder().defaultProfileName(profile).build();
        String endpoint = key.endpoint();
        KmsClientBuilder builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(caller.forSdk()))
                .httpClient(http.client())
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(overrides);
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    /** {@code profiles}: where the SDK looks for settings of shared files; null: where it always does. */
    static ClientOverrideConfiguration overrides(@Nullable Supplier<ProfileFile> profiles) {
        ClientOverrideConfiguration.Builder overrides =
                ClientOverrideConfiguration.builder().retryStrategy(Retries.strategy());
        if (profiles != null) {
            overrides.defaultProfileFileSupplier(profiles);
        }
        return overrides.build();
    }
}

package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/** Where a key's region comes from. */
final class Regions {
    private static final int ARN_REGION = 3;

    private final Surroundings surroundings;

    Regions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What the key's section says, else its ARN, else the environment; null if none does. */
    @Nullable
    String configured(KmsKey key) {
        String region = key.region();
        if (region == null) {
            region = ofArn(key.id());
        }
        if (region == null) {
            region = surroundings.either("aws.region", "AWS_REGION");
        }
        return region == null ? surroundings.variable("AWS_DEFAULT_REGION") : region;
    }

    /** {@code arn:PARTITION:kms:REGION:ACCOUNT:...}; null if {@code id} is no ARN. */
    static @Nullable String ofArn(String id) {
        if (!id.startsWith("arn:")) {
            return null;
        }
        String[] parts = id.split(":", ARN_REGION + 2);
        return parts.length <= ARN_REGION || parts[ARN_REGION].isEmpty() ? null : parts[ARN_REGION];
    }

    /**
     * What takes longer to look at: the key's profile, and the instance's metadata if nothing else says anything.
     *
     * @throws Refused if that says none either
     */
    String find(KmsKey key) {
        String profile = Profiles.named(key.credentials(), surroundings);
        String region = profile == null ? null : Profiles.region(profile);
        if (region == null && new InstanceMetadata(surroundings).absent() == null) {
            region = ofInstance();
        }
        if (region == null) {
            throw new Refused(missing());
        }
        return region;
    }

    private static @Nullable String ofInstance() {
        try {
            Region region = new InstanceProfileRegionProvider().getRegion();
            return region == null ? null : region.id();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Refusal missing() {
        return new Refusal(
                Code.CONFIG_INVALID,
                "no region is known for it",
                "write region: in the key's section (command line: --region), name the key by its ARN, or set AWS_REGION",
                Refusal.Lasting.YES);
    }
}

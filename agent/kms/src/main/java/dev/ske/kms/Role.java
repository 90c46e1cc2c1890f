package dev.ske.kms;

import java.io.File;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/**
 * The role that the platform gives us: by web identity (IRSA), by the container's endpoint (ECS, EKS Pod Identity), by the
 * instance's metadata. The environment says which: metadata is asked only if it names neither of the others.
 */
final class Role {
    private final Surroundings surroundings;
    private final Http http;

    Role(Surroundings surroundings, Http http) {
        this.surroundings = surroundings;
        this.http = http;
    }

    Caller fetch(String region) {
        String tokenFile = surroundings.either("aws.webIdentityTokenFile", "AWS_WEB_IDENTITY_TOKEN_FILE");
        String role = surroundings.either("aws.roleArn", "AWS_ROLE_ARN");
        if (tokenFile != null && role != null) {
            String session = surroundings.either("aws.roleSessionName", "AWS_ROLE_SESSION_NAME");
            return new WebIdentity(http).assume(role, tokenFile, session == null ? "ske" : session, region);
        }
        if (surroundings.either("aws.containerCredentialsPath", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != null
                || surroundings.either("aws.containerCredentialsFullUri", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
                        != null) {
            return container();
        }
        return instance();
    }

    private Caller container() {
        try (ContainerCredentialsProvider container =
                ContainerCredentialsProvider.builder().build()) {
            return Caller.of(container.resolveCredentials());
        } catch (RuntimeException e) {
            throw missing("the container's credentials endpoint gives none");
        }
    }

    private Caller instance() {
        InstanceMetadata metadata = new InstanceMetadata(surroundings);
        String absent = metadata.absent();
        if (absent != null) {
            throw missing("there is neither web identity nor a container's endpoint, and " + absent);
        }
        try (InstanceProfileCredentialsProvider instance = InstanceProfileCredentialsProvider.builder()
                .profileFile(Profiles.none())
                .build()) {
            return Caller.of(instance.resolveCredentials());
        } catch (RuntimeException e) {
            throw missing("the instance's metadata gives none, maybe because the instance has no role");
        }
    }

    private Refused missing(String why) {
        String unused = unused();
        String hint = unused == null
                ? "run with an IAM role, or say in the key's section what else may be used: credentials: explicit,"
                        + " profile:NAME or default-chain (command line: --use-credentials, --profile)"
                : unused.startsWith("a profile")
                        ? "to use it write credentials: profile:NAME (or default-chain) in the key's section (command line:"
                                + " --profile NAME); or run with an IAM role"
                        : "to use it write credentials: explicit in the key's section (.env: SKE_KEYS_0_CREDENTIALS=explicit;"
                                + " command line: --use-credentials); or run with an IAM role";
        return Credentials.missing(why, hint, unused);
    }

    /** What would be there for those who ask for it; null: nothing. */
    private @Nullable String unused() {
        if (surroundings.variable("AWS_ACCESS_KEY_ID") != null) {
            return "AWS_ACCESS_KEY_ID is set but not used, because credentials: is role";
        }
        if (surroundings.property("aws.accessKeyId") != null) {
            return "aws.accessKeyId is set but not used, because credentials: is role";
        }
        return exists("AWS_SHARED_CREDENTIALS_FILE", "credentials") || exists("AWS_CONFIG_FILE", "config")
                ? "a profile in ~/.aws is not used, because credentials: is role"
                : null;
    }

    private boolean exists(String variable, String name) {
        String path = surroundings.variable(variable);
        String home = surroundings.property("user.home");
        if (path == null && home == null) {
            return false;
        }
        return (path == null ? new File(new File(String.valueOf(home), ".aws"), name) : new File(path)).isFile();
    }
}

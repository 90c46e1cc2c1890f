package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/** Who calls, by what a key's section allows: each kind looks in its own places and nowhere else. */
final class Credentials {
    static final String EXPLICIT = "explicit";
    static final String DEFAULT_CHAIN = "default-chain";
    static final String PROFILE = "profile:";

    private final Surroundings surroundings;
    private final Http http;

    Credentials(Surroundings surroundings, Http http) {
        this.surroundings = surroundings;
        this.http = http;
    }

    /**
     * Fetches them.
     *
     * @param kind as {@link KmsKey#credentials} says
     * @param region where STS is asked, if it is
     * @throws Refused KMS_CREDENTIALS_MISSING, or KMS_UNREACHABLE if STS cannot be reached
     */
    Caller fetch(String kind, String region) {
        if (kind.equals(EXPLICIT)) {
            return explicit();
        }
        if (kind.equals(DEFAULT_CHAIN)) {
            return defaultChain();
        }
        if (kind.startsWith(PROFILE)) {
            return profile(kind.substring(PROFILE.length()));
        }
        return new Role(surroundings, http).fetch(region);
    }

    private Caller explicit() {
        String id = surroundings.either("aws.accessKeyId", "AWS_ACCESS_KEY_ID");
        String secret = surroundings.either("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY");
        String token = surroundings.either("aws.sessionToken", "AWS_SESSION_TOKEN");
        if (id == null || secret == null) {
            throw missing(
                    "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set",
                    "set them (and AWS_SESSION_TOKEN with temporary ones), or leave credentials: out to use an IAM role");
        }
        return new Caller(id, secret, token);
    }

    private static Caller defaultChain() {
        try (DefaultCredentialsProvider chain =
                DefaultCredentialsProvider.builder().build()) {
            return Caller.of(chain.resolveCredentials());
        } catch (RuntimeException e) {
            throw missing(
                    "the AWS default chain finds no credentials",
                    "it looks at system properties, environment variables, web identity, profiles, container and instance");
        }
    }

    private static Caller profile(String name) {
        try (ProfileCredentialsProvider profile = ProfileCredentialsProvider.create(name)) {
            return Caller.of(profile.resolveCredentials());
        } catch (RuntimeException e) {
            throw missing(
                    "the profile " + name + " gives no credentials",
                    "look for it in ~/.aws/config and ~/.aws/credentials (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE);"
                            + " a profile that needs IAM Identity Center (SSO) cannot be used");
        }
    }

    static Refused missing(String why, String hint) {
        return missing(why, hint, null);
    }

    /** {@code more}: what else is to be said of it, or null. */
    static Refused missing(String why, String hint, @Nullable String more) {
        String message = "no credentials: " + why + (more == null ? "" : "; " + more);
        return new Refused(new Refusal(Code.KMS_CREDENTIALS_MISSING, message, hint, Refusal.Lasting.YES));
    }
}

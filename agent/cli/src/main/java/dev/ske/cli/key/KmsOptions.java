package dev.ske.cli.key;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.KmsSyntax;
import dev.ske.cli.terminal.UsageError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How keys of AWS KMS are reached: what a key's section of a configuration says too. The command line wins. */
public final class KmsOptions {
    private static final String CONTEXT = "--encryption-context";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of the KMS keys; default: that of the ARN, or the environment's.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where KMS is, as http(s)://HOST[:PORT]; for emulators.")
    private @Nullable String endpoint;

    @Option(
            names = "--use-credentials",
            description = "Use the AWS credentials in the environment. Default: a role's alone.")
    private boolean useCredentials;

    @Option(names = "--profile", paramLabel = "NAME", description = "Use this profile of the AWS configuration files.")
    private @Nullable String profile;

    @Option(
            names = CONTEXT,
            paramLabel = "KEY=VALUE",
            description = "Goes with every call of KMS, and must be the same to decrypt; may be given several times.")
    private String[] context = {};

    /** The key with what the options say in the place of what was said before. */
    KmsKey applied(KmsKey key) {
        if (given() == null) {
            return key;
        }
        KmsKey.Draft draft = key.draft();
        draft.region = region == null ? key.region() : region;
        draft.endpoint = endpoint == null ? key.endpoint() : endpoint;
        if (useCredentials) {
            draft.credentials = "explicit";
        } else if (profile != null) {
            draft.credentials = KmsKey.PROFILE + profile;
        }
        draft.context.putAll(pairs());
        checkRegion(key);
        return new KmsKey(key.id(), draft, key.place());
    }

    /** An ARN names its region, and a key is in no other one. */
    private void checkRegion(KmsKey key) {
        String[] arn = key.id().split(":", 5);
        if (region != null && arn.length == 5 && !arn[3].equals(region)) {
            throw new UsageError(
                    "--region is not the region of the ARN of a key", "leave it out: a key's ARN tells its region");
        }
    }

    /** One of these options that is given, or null. */
    @Nullable
    public String given() {
        if (region != null) {
            return "--region";
        }
        if (endpoint != null) {
            return "--endpoint";
        }
        if (useCredentials) {
            return "--use-credentials";
        }
        if (profile != null) {
            return "--profile";
        }
        return context.length > 0 ? CONTEXT : null;
    }

    /**
     * Checks the options, before anything is read.
     *
     * @throws UsageError for what has no meaning
     */
    public void check() {
        if (useCredentials && profile != null) {
            throw new UsageError(
                    "--use-credentials and --profile exclude each other",
                    "the one takes the credentials from the environment, the other from the AWS configuration files");
        }
        refuse("--region", region == null ? null : KmsSyntax.regionFault(region));
        refuse("--endpoint", endpoint == null ? null : KmsSyntax.endpointFault(endpoint));
        if (profile != null && KmsSyntax.credentialsFault(KmsKey.PROFILE + profile) != null) {
            throw new UsageError("--profile names no profile", "leave it out, or name one: --profile dev");
        }
        pairs();
    }

    private static void refuse(String option, @Nullable String fault) {
        if (fault != null) {
            throw new UsageError(option + " " + fault, "leave it out, or correct it");
        }
    }

    private Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : context) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new UsageError(CONTEXT + " is not KEY=VALUE", "write it like this: " + CONTEXT + " app=billing");
            }
            String value = pair.substring(equals + 1);
            String before = pairs.put(pair.substring(0, equals), value);
            if (before != null && !before.equals(value)) {
                throw new UsageError(CONTEXT + " gives a key two values", "give each key once");
            }
        }
        return pairs;
    }

    public KmsOptions() {}
}

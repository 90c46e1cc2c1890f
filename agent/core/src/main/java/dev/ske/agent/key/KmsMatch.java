package dev.ske.agent.key;

import dev.ske.agent.config.KmsKey;

/**
 * Whether a configured key of AWS KMS may be the one that a data key was wrapped for, as far as that can be told without
 * asking: {@code arn:PARTITION:kms:REGION:ACCOUNT:key/ID}, or {@code :alias/NAME}. Which key an alias means nobody can tell
 * here; it may be any of its region and account.
 */
public final class KmsMatch {
    private static final String ALIAS = "alias/";
    private static final String KEY = "key/";
    private static final String MULTI_REGION = "mrk-";
    private static final int PARTS = 6;

    private final String partition;
    private final String region;
    private final String account;
    private final String resource;

    /** What a configured id, or the ARN of a wrap, says; the empty text for what it does not say. */
    private KmsMatch(String id) {
        String[] parts = split(id);
        partition = parts[1];
        region = parts[3];
        account = parts[4];
        resource = parts[5];
    }

    public static boolean mayOpen(KmsKey key, String arn) {
        if (key.id().equals(arn)) {
            return true;
        }
        KmsMatch configured = new KmsMatch(key.id());
        KmsMatch wrapped = new KmsMatch(arn);
        if (contradict(configured.partition, wrapped.partition) || contradict(configured.account, wrapped.account)) {
            return false;
        }
        boolean multiRegion = wrapped.keyId().startsWith(MULTI_REGION);
        if (!configured.resource.startsWith(ALIAS)) {
            boolean anyRegion = multiRegion || configured.region.isEmpty();
            return configured.keyId().equals(wrapped.keyId())
                    && (anyRegion || configured.region.equals(wrapped.region));
        }
        return multiRegion || !contradict(region(key, configured), wrapped.region);
    }

    /** Which region the alias is of. An emulator calls its keys after a region of its own, whichever one it is asked for. */
    private static String region(KmsKey key, KmsMatch configured) {
        String region = key.region();
        if (!configured.region.isEmpty() || region == null || key.endpoint() != null) {
            return configured.region;
        }
        return region;
    }

    private static boolean contradict(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private String keyId() {
        return resource.startsWith(KEY) ? resource.substring(KEY.length()) : resource;
    }

    /** An ARN's six parts; what is none is the last part alone. */
    private static String[] split(String id) {
        String[] parts = {"", "", "", "", "", id};
        if (!id.startsWith("arn:")) {
            return parts;
        }
        String[] found = new String[PARTS];
        int from = 0;
        for (int i = 0; i < PARTS - 1; i++) {
            int colon = id.indexOf(':', from);
            if (colon < 0) {
                return parts;
            }
            found[i] = id.substring(from, colon);
            from = colon + 1;
        }
        found[PARTS - 1] = id.substring(from);
        return found;
    }
}

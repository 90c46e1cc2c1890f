package dev.ske.agent.config;

import java.util.List;

/**
 * A key of AWS KMS that requires attestation does so wherever it is named: a second item for it, without, would have the same
 * values decrypted in the clear. Which key an alias means is not known here, so that is told only where the names tell it.
 */
final class AttestationRule {
    /** {@code items}: where the keys stand, in their order. */
    static void check(List<Node> items, List<KeySpec> keys) {
        for (int i = 0; i < keys.size(); i++) {
            KmsKey key = keys.get(i).kms();
            if (key != null && !requires(key) && isRequiredElsewhere(key, keys)) {
                throw items.get(i)
                        .invalid(
                                "is a key that requires attestation in another item, and not in this one",
                                "give both the same attestation:, or take one of them out");
            }
        }
    }

    private static boolean isRequiredElsewhere(KmsKey key, List<KeySpec> keys) {
        for (int i = 0; i < keys.size(); i++) {
            KmsKey other = keys.get(i).kms();
            if (other != null && requires(other) && isSame(key, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean requires(KmsKey key) {
        AttestationSpec spec = key.attestation();
        return spec != null && spec.required();
    }

    /** A key's own id is unique; an alias means another key for other credentials, in another region and at another endpoint. */
    private static boolean isSame(KmsKey one, KmsKey other) {
        String name = name(one.id());
        if (!name.equals(name(other.id()))) {
            return false;
        }
        return !name.startsWith("alias/") || (one.id().equals(other.id()) && way(one).equals(way(other)));
    }

    /** What an id says last: of an ARN the resource, without its kind if that is a key. */
    private static String name(String id) {
        String resource = id.substring(id.lastIndexOf(':') + 1);
        return resource.startsWith("key/") ? resource.substring("key/".length()) : resource;
    }

    private static String way(KmsKey key) {
        return key.region() + ' ' + key.endpoint() + ' ' + key.credentials();
    }

    private AttestationRule() {}
}

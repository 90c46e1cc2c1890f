package dev.ske.agent.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a key of AWS KMS, one item of {@code keys}, with its settings. */
final class KmsKeyReader {
    /** What such a key begins with where it is written as a text. */
    static final String PREFIX = "aws-kms:";

    /** KMS itself takes no longer one, all names and values together. */
    private static final int LONGEST_CONTEXT = 8192;

    /**
     * Reads one item.
     *
     * @param named where the key's name {@code id} stands, {@code item} itself or a setting below it
     * @param document paths are relative to it
     */
    static KmsKey read(Node item, Node named, String id, Path document) {
        Node permissions = item.get("permissions");
        if (permissions != null) {
            throw permissions.invalid("goes with a key file, and this key is one of AWS KMS", "take it out");
        }
        refuse(named, KmsSyntax.keyFault(id));
        KmsKey.Draft draft = new KmsKey.Draft();
        Node region = item.get("region");
        if (region != null) {
            refuse(region, KmsSyntax.regionFault(region.text()));
            draft.region = region.text();
        }
        Node endpoint = item.get("endpoint");
        if (endpoint != null) {
            refuse(endpoint, KmsSyntax.endpointFault(endpoint.text()));
            draft.endpoint = endpoint.text();
        }
        Node credentials = item.get("credentials");
        if (credentials != null) {
            refuse(credentials, KmsSyntax.credentialsFault(credentials.text()));
            draft.credentials = credentials.text();
        }
        Node timeout = item.get("timeout");
        if (timeout != null) {
            draft.timeoutMillis = Math.min(Duration.millis(timeout), Integer.MAX_VALUE);
        }
        readContext(item.get("encryption-context"), draft.context);
        Node attestation = item.get("attestation");
        if (attestation != null) {
            draft.attestation = AttestationReader.read(attestation, document);
        }
        return new KmsKey(id, draft, named.place());
    }

    private static void refuse(Node node, @Nullable String fault) {
        if (fault != null) {
            throw node.invalid(fault, null);
        }
    }

    private static void readContext(@Nullable Node node, Map<String, String> context) {
        if (node == null) {
            return;
        }
        Pairs.spread(node, Shape.CONTEXT, "app=billing,env=prod");
        for (Node child : node.children()) {
            context.put(child.part().toString(), child.text());
        }
        int length = 0;
        for (Map.Entry<String, String> pair : context.entrySet()) {
            length += pair.getKey().length() + pair.getValue().length();
        }
        if (length > LONGEST_CONTEXT) {
            throw node.invalid("is longer than the " + LONGEST_CONTEXT + " characters that KMS takes", null);
        }
    }

    private KmsKeyReader() {}
}

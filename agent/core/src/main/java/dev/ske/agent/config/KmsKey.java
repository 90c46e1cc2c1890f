package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key of AWS KMS that the configuration or a command names, and how to reach it. Immutable. */
public final class KmsKey {
    /** What {@code credentials} is if nobody says: web identity, container, instance profile, and nothing else. */
    public static final String ROLE = "role";

    /** What {@code credentials} begins with before the name of a profile of AWS's own configuration files. */
    public static final String PROFILE = "profile:";

    private final String id;
    private final Place place;
    private final @Nullable String region;
    private final @Nullable String endpoint;
    private final String credentials;
    private final Map<String, String> context;
    private final long timeoutMillis;
    private final @Nullable AttestationSpec attestation;

    /** The settings of a key while they are read, each with its default. */
    public static final class Draft {
        public @Nullable String region;
        public @Nullable String endpoint;
        public String credentials = ROLE;
        public final Map<String, String> context = new LinkedHashMap<>();
        public long timeoutMillis;
        public @Nullable AttestationSpec attestation;
    }

    public KmsKey(String id, Draft draft, Place place) {
        this.id = id;
        this.place = place;
        region = draft.region;
        endpoint = draft.endpoint;
        credentials = draft.credentials;
        context = Collections.unmodifiableMap(new LinkedHashMap<>(draft.context));
        timeoutMillis = draft.timeoutMillis;
        attestation = draft.attestation;
    }

    /** A key id, its ARN, {@code alias/NAME} or an alias ARN, as written. */
    public String id() {
        return id;
    }

    public Place place() {
        return place;
    }

    /** Null: the ARN's, or else what the environment says. */
    public @Nullable String region() {
        return region;
    }

    /** {@code http(s)://HOST[:PORT]}; null: AWS's own, or what {@code AWS_ENDPOINT_URL_KMS} says. */
    public @Nullable String endpoint() {
        return endpoint;
    }

    /** {@code role}, {@code default-chain}, {@code explicit} or {@code profile:NAME}. */
    public String credentials() {
        return credentials;
    }

    /** The encryption context of every call; maybe empty. */
    public Map<String, String> context() {
        return context;
    }

    /** This key's whole budget, attempts included, in milliseconds; 0: its fair share of the start's deadline. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** How KMS is shown that it answers an enclave; null: not at all. */
    public @Nullable AttestationSpec attestation() {
        return attestation;
    }

    /** Whether one of them or more is to be attested. */
    public static boolean anyAttested(List<KmsKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).attestation() != null) {
                return true;
            }
        }
        return false;
    }

    /** All settings again, for a key that differs in some. */
    public Draft draft() {
        Draft draft = new Draft();
        draft.region = region;
        draft.endpoint = endpoint;
        draft.credentials = credentials;
        draft.context.putAll(context);
        draft.timeoutMillis = timeoutMillis;
        draft.attestation = attestation;
        return draft;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return id;
    }
}

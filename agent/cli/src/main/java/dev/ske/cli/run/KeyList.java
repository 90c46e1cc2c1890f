package dev.ske.cli.run;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.cli.terminal.Json;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keys as the agent's option {@code keys=} takes them, a list in JSON. It names them and holds none. Neither commas nor blanks
 * stand in its texts, so that no part of it looks like another option.
 */
final class KeyList {
    static String of(List<KeySpec> keys) {
        List<Object> list = new ArrayList<>();
        for (KeySpec key : keys) {
            KmsKey kms = key.kms();
            list.add(kms == null ? local(key) : remote(kms));
        }
        String json = Json.word(list);
        if (json.contains("${")) {
            throw new UsageError(
                    "what is said of a key has '${' in it, where the agent looks for the name of a variable",
                    "give the key's file another path");
        }
        return json;
    }

    private static Map<String, Object> local(KeySpec key) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", key.file().toAbsolutePath().toString());
        if (key.relaxed()) {
            map.put("permissions", "relaxed");
        }
        return map;
    }

    private static Map<String, Object> remote(KmsKey key) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("aws-kms", key.id());
        String region = key.region();
        if (region != null) {
            map.put("region", region);
        }
        String endpoint = key.endpoint();
        if (endpoint != null) {
            map.put("endpoint", endpoint);
        }
        if (!key.credentials().equals(KmsKey.ROLE)) {
            map.put("credentials", key.credentials());
        }
        if (!key.context().isEmpty()) {
            map.put("encryption-context", key.context());
        }
        if (key.timeoutMillis() > 0) {
            map.put("timeout", key.timeoutMillis() + "ms");
        }
        AttestationSpec attestation = key.attestation();
        if (attestation != null) {
            map.put("attestation", attested(attestation));
        }
        return map;
    }

    private static Map<String, Object> attested(AttestationSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", spec.described());
        map.put("required", spec.required());
        map.put("timeout", spec.timeoutMillis() + "ms");
        map.put("max-age", spec.maxAgeMillis() + "ms");
        String privateKey = spec.privateKey();
        if (privateKey != null) {
            map.put("private-key", "file:" + privateKey);
            return map;
        }
        if (!spec.userData().isEmpty()) {
            map.put("user-data", spec.userData());
        }
        if (spec.source() == AttestationSpec.Source.HTTP) {
            map.put("style", spec.style().name().toLowerCase(Locale.ROOT));
        }
        map.put("rsa-bits", spec.rsaBits());
        return map;
    }

    private KeyList() {}
}

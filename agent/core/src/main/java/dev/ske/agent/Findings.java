package dev.ske.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one opening found besides values, for the next one to compare with. */
final class Findings {
    private final List<String> sources;
    private final Map<String, Integer> entries;
    private final List<Object> keyFiles;
    private final Map<String, Object> files;
    private final @Nullable Attestations attestations;

    /**
     * @param sources as users wrote them
     * @param entries how many each of these sources has, its settings included
     * @param keyFiles {@link KeyFiles#stamp}
     * @param files of folders of secrets, by their paths: {@link SecretFile#stamp}
     * @param attestations null: no key has attestation
     */
    Findings(
            List<String> sources,
            Map<String, Integer> entries,
            List<Object> keyFiles,
            Map<String, Object> files,
            @Nullable Attestations attestations) {
        this.sources = sources;
        this.entries = entries;
        this.keyFiles = keyFiles;
        this.files = files;
        this.attestations = attestations;
    }

    List<String> sources() {
        return sources;
    }

    Map<String, Integer> entries() {
        return entries;
    }

    List<Object> keyFiles() {
        return keyFiles;
    }

    Map<String, Object> files() {
        return files;
    }

    @Nullable
    Attestations attestations() {
        return attestations;
    }
}

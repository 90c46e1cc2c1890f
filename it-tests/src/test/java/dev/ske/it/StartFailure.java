package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What every start that fails has in common. */
final class StartFailure {
    private static final Map<String, Integer> EXITS = Map.ofEntries(
            Map.entry("CONFIG_INVALID", 78),
            Map.entry("DOCUMENT_MISSING", 78),
            Map.entry("DOCUMENT_MALFORMED", 78),
            Map.entry("KEY_FILE_MISSING", 78),
            Map.entry("KEY_FILE_INVALID", 78),
            Map.entry("VALUE_MALFORMED", 78),
            Map.entry("SECRET_NOT_FOUND", 78),
            Map.entry("MEMORY_UNAVAILABLE", 78),
            Map.entry("KEY_FILE_PERMISSIONS", 77),
            Map.entry("KEY_MISMATCH", 77),
            Map.entry("VALUE_TAMPERED", 77),
            Map.entry("KMS_KEY_NOT_FOUND", 78),
            Map.entry("KMS_ACCESS_DENIED", 77),
            Map.entry("KMS_KEY_DISABLED", 77),
            Map.entry("KMS_INVALID_CIPHERTEXT", 77),
            Map.entry("KMS_CREDENTIALS_MISSING", 77),
            Map.entry("ATTESTATION_EXPIRED", 77),
            Map.entry("ATTESTATION_UNWRAP_FAILED", 77),
            Map.entry("KMS_UNREACHABLE", 69),
            Map.entry("ATTESTATION_UNAVAILABLE", 69),
            Map.entry("ATTESTATION_FETCH_FAILED", 69),
            Map.entry("KMS_THROTTLED", 69));

    /**
     * Two lines, error with code and hint, the code's exit status, and main has not run: the program under test must be
     * one that prints something.
     *
     * @param fragments what the two lines must say
     */
    static void check(Run run, String code, String... fragments) {
        assertThat(run.stdout()).as("main ran\n%s", run).isEmpty();
        List<String> lines = run.errors();
        assertThat(lines).as("%s", run).hasSize(2);
        assertThat(lines.get(0)).startsWith("ske: error: ").endsWith(" [" + code + "]");
        assertThat(lines.get(1)).startsWith("ske: hint: ");
        for (String fragment : fragments) {
            assertThat(run.stderr()).contains(fragment);
        }
        assertThat(run.exit()).as("%s", run).isEqualTo(EXITS.get(code));
        // no ciphertext: 24 characters of base64 in a row are neither a word nor a path of ours
        assertThat(run.stderr()).doesNotContainPattern("v2:[A-Za-z0-9+/]{24}");
    }

    /** The code that a failed start ended with; empty if it did not fail as it should. */
    static String codeOf(Run run) {
        for (String code : EXITS.keySet()) {
            if (run.stderr().contains("[" + code + "]") && run.exit() == EXITS.get(code)) {
                return code;
            }
        }
        return "";
    }

    private StartFailure() {}
}

package dev.ske.kms;

/** The measurement of an enclave's image, as a denied call's hint speaks of it. */
final class Pcr0 {
    /** Hex digits that are shown: enough to compare. */
    private static final int SHOWN = 16;

    private static final String CONDITIONS =
            "; conditions kms:RecipientAttestation:PCR0 and kms:RecipientAttestation:ImageSha384 in the key's policy see the"
                    + " attestation document's PCR0, ";

    /** {@code hex}: the whole of it, or empty. */
    static String hint(String hex) {
        if (hex.isEmpty()) {
            return CONDITIONS + "and this document has none";
        }
        if (isZero(hex)) {
            return CONDITIONS
                    + "which is all zero: the enclave runs in debug mode, and no image's condition lets it in; start it"
                    + " without --debug-mode";
        }
        return CONDITIONS + "which begins with " + hex.substring(0, Math.min(SHOWN, hex.length()))
                + ": compare it with theirs, and other PCR values too if the policy names them";
    }

    private static boolean isZero(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            if (hex.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private Pcr0() {}
}

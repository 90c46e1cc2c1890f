package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;

/** Why a key did not do what it was asked for. Immutable; nothing in it comes from a value or an SDK's text. */
final class Refusal {
    private final Code code;
    private final String message;
    private final String hint;
    private final Lasting lasting;

    /** Whether the same key would refuse the next call for the same reason. */
    enum Lasting {
        /** It may be about this ciphertext, or pass. */
        NO,
        /** The network says so: it lasts as long as the key has never answered. */
        UNTIL_AN_ANSWER,
        /** It is about the key, its settings or the credentials. */
        YES
    }

    Refusal(Code code, String message, String hint, Lasting lasting) {
        this.code = code;
        this.message = message;
        this.hint = hint;
        this.lasting = lasting;
    }

    Code code() {
        return code;
    }

    /** Follows the key's name and a colon. */
    String message() {
        return message;
    }

    String hint() {
        return hint;
    }

    Lasting lasting() {
        return lasting;
    }

    Failure failure(String key) {
        return new Failure(code, key + ": " + message, hint);
    }
}

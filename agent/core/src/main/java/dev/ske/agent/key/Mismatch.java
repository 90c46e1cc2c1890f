package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.Wrap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a value that no key opens: whom it was encrypted for, and what became of every configured key. */
final class Mismatch {
    /** How a key of AWS KMS is configured. */
    static final String KMS_HINT = "keys: [aws-kms:alias/NAME], or SKE_KEYS=aws-kms:alias/NAME in .env";

    private final List<Wrap> wraps;
    private final List<LocalKey> keys;
    private final @Nullable KmsKeys kms;

    Mismatch(List<Wrap> wraps, List<LocalKey> keys, @Nullable KmsKeys kms) {
        this.wraps = wraps;
        this.keys = keys;
        this.kms = kms;
    }

    /** KEY_MISMATCH: there was nothing to try. */
    Failure failure() {
        StringBuilder message = new StringBuilder("the value is encrypted for ");
        boolean remote = false;
        for (int i = 0; i < wraps.size(); i++) {
            message.append(i == 0 ? "" : ", ").append(describe(wraps.get(i)));
            remote |= wraps.get(i).type() == Wrap.KMS;
        }
        boolean wantsKms = remote && kms == null;
        if (keys.isEmpty() && kms == null) {
            return new Failure(
                    Code.KEY_MISMATCH,
                    message.append(", and no key is configured").toString(),
                    remote
                            ? "name the key in the configuration, as in " + KMS_HINT
                            : "name the key file in the configuration, as in keys: [file:./ske.key]");
        }
        message.append(", and none of the configured keys opens it: ");
        append(message);
        return new Failure(
                Code.KEY_MISMATCH,
                message.toString(),
                "configure a key that the value is encrypted for" + (wantsKms ? ", as in " + KMS_HINT : "")
                        + ", or encrypt the secret again with yours");
    }

    private void append(StringBuilder message) {
        String separator = "";
        for (LocalKey key : keys) {
            message.append(separator).append(key);
            separator = ", ";
        }
        if (kms != null) {
            for (KmsKey key : kms.keys()) {
                message.append(separator).append(key);
                separator = ", ";
            }
        }
    }

    /** The same failure of keys that were tried; its message tells of the others, too. */
    Failure beside(Failure tried) {
        StringBuilder message = new StringBuilder(String.valueOf(tried.getMessage()));
        for (Wrap wrap : wraps) {
            if (skipped(wrap)) {
                message.append("; also encrypted for ").append(describe(wrap));
            }
        }
        for (LocalKey key : keys) {
            message.append("; not encrypted for ").append(key);
        }
        return new Failure(tried.code(), message.toString(), tried.hint());
    }

    private boolean skipped(Wrap wrap) {
        return wrap.type() != Wrap.KMS || (kms != null && !kms.match(arn(wrap)));
    }

    private String describe(Wrap wrap) {
        if (wrap.type() == Wrap.LOCAL) {
            return "local key " + LocalKey.hex(wrap.body(), 0);
        }
        if (wrap.type() != Wrap.KMS) {
            return "a key of type " + wrap.type() + ", which this version does not know";
        }
        String arn = arn(wrap);
        String name = arn.isEmpty() ? "a key of AWS KMS" : "KMS key " + arn;
        return kms == null || kms.match(arn) ? name : name + " (skipped: no configured key matches it)";
    }

    /** The empty text for one that is damaged. */
    private static String arn(Wrap wrap) {
        try {
            return KmsWrap.parse(wrap).arn();
        } catch (Failure damaged) {
            return "";
        }
    }
}

package dev.ske.cli;

import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.Keys;
import java.util.List;

/** Reads the keys that a command needs. */
final class OpenKeys {
    /** For encrypting: every key must be there, or else who has it could not open the value. */
    static Keys all(List<KeySpec> files) {
        Keys keys = Keys.read(files);
        Failure missing = keys.missing();
        if (missing == null && keys.all().size() <= Wrap.MOST) {
            return keys;
        }
        keys.close();
        if (missing == null) {
            throw new UsageError("there are more than " + Wrap.MOST + " keys", "name fewer of them with --key");
        }
        throw new Failure(
                missing.code(),
                String.valueOf(missing.getMessage()),
                "to encrypt, every key must be there; name those to encrypt for with --key");
    }

    private OpenKeys() {}
}

package dev.ske.cli.key;

import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.cli.kms.KmsAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that a command needs to open values. AWS KMS is reached for the first value that takes it. */
public final class OpenKeys implements AutoCloseable {
    private final @Nullable KmsSession session;
    private final Keys keys;

    private OpenKeys(List<KeySpec> specs, KmsAccess kms) {
        List<KmsKey> remote = Keys.kms(specs);
        session = remote.isEmpty() ? null : new KmsSession(remote, kms);
        keys = Keys.read(specs, session, new OffHeap());
    }

    /** For decrypting: one of them is enough. */
    public static OpenKeys any(List<KeySpec> specs, KmsAccess kms) {
        return new OpenKeys(specs, kms);
    }

    /** For encrypting: every key file must be there, or else who has it could not open the value. */
    public static OpenKeys all(List<KeySpec> specs, KmsAccess kms) {
        OpenKeys open = new OpenKeys(specs, kms);
        Failure missing = open.keys.missing();
        if (missing == null) {
            return open;
        }
        open.close();
        throw new Failure(
                missing.code(),
                String.valueOf(missing.getMessage()),
                "to encrypt, every key must be there; name those to encrypt for with --key");
    }

    public Keys keys() {
        return keys;
    }

    @Override
    public void close() {
        keys.close();
        if (session != null) {
            session.close();
        }
    }
}

package dev.ske.cli.kms;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.key.KmsStart;
import org.jspecify.annotations.Nullable;

/** AWS KMS as commands use it: decrypting is begun, encrypting done key by key. Tests bring their own. */
public interface KmsAccess extends KmsStart {
    /** Nothing is called yet. {@code keySpec}: the key's, where KMS need not be asked for it; null: it is asked. */
    KmsEncrypter encrypter(KmsKey key, @Nullable String keySpec);
}

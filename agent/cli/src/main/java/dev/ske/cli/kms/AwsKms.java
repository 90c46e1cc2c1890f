package dev.ske.cli.kms;

import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.helper.Helpers;
import dev.ske.agent.helper.Kms;
import dev.ske.kms.Generated;
import dev.ske.kms.KmsWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AWS KMS that there is, asked by this JVM itself. Loads the AWS SDK when the first key is asked for something. */
public final class AwsKms implements KmsAccess {
    /** No start waits for a command: this only ends one that nobody watches. In milliseconds. */
    private static final int DEADLINE = 3_600_000;

    /** How long a key may take for one value if its section does not say, in milliseconds. */
    private static final int TIMEOUT = 10_000;

    @Override
    public KmsEncrypter encrypter(KmsKey key, @Nullable String keySpec) {
        return new Writer(key, keySpec);
    }

    @Override
    public Kms start(List<KmsKey> keys) {
        List<KmsKey> bounded = new ArrayList<>();
        for (KmsKey key : keys) {
            bounded.add(bounded(key));
        }
        return Helpers.start(bounded, HelperSpec.DEFAULT, DEADLINE, Collections.emptyMap(), null, new OffHeap());
    }

    public static KmsKey bounded(KmsKey key) {
        KmsKey.Draft draft = key.draft();
        draft.timeoutMillis = key.timeoutMillis() == 0 ? TIMEOUT : key.timeoutMillis();
        return new KmsKey(key.id(), draft, key.place());
    }

    /** What encrypts with one key, from any thread. */
    private static final class Writer implements KmsEncrypter {
        private final KmsWriter writer;
        private volatile boolean asked;

        Writer(KmsKey key, @Nullable String keySpec) {
            writer = new KmsWriter(key, keySpec);
            asked = keySpec == null;
        }

        @Override
        public synchronized boolean rsa() {
            return writer.rsa();
        }

        @Override
        public synchronized @Nullable String arn() {
            if (!asked) {
                return null;
            }
            writer.rsa();
            return writer.arn();
        }

        @Override
        public synchronized NewDataKey generate() {
            Generated generated = writer.generateDataKey();
            asked = true;
            return new NewDataKey(generated.plaintext(), generated.ciphertext());
        }

        /** Several at once: the kind of the key is known by then, and the SDK's client is for all threads. */
        @Override
        public byte[] encrypt(byte[] plaintext) {
            byte[] ciphertext = writer.encrypt(plaintext);
            asked = true;
            return ciphertext;
        }

        @Override
        public synchronized void close() {
            writer.close();
        }
    }
}

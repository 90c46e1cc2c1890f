package dev.ske.cli;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.Recipient;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key of AWS KMS that values, or the data keys of files, are encrypted for. Failures are those of {@link KmsEncrypter}. */
final class KmsRecipient implements Recipient, AutoCloseable {
    private final KmsEncrypter kms;

    /** What KMS made of the data key that is wrapped next; null: it is not KMS's. */
    private byte @Nullable [] generated;

    KmsRecipient(KmsEncrypter kms) {
        this.kms = kms;
    }

    /** Whether it is an RSA key, and not a symmetric one. */
    boolean rsa() {
        return kms.rsa();
    }

    @Override
    public boolean made(Wrap wrap) {
        return wrap.type() == Wrap.KMS && KmsWrap.parse(wrap).arn().equals(kms.arn());
    }

    /** Has KMS make the data key that is wrapped next, and puts it at 0. Of symmetric keys only. */
    void generate(ByteBuffer dataKey) {
        KmsEncrypter.NewDataKey made = kms.generate();
        byte[] plaintext = made.plaintext();
        for (int i = 0; i < AesGcm.KEY; i++) {
            dataKey.put(i, plaintext[i]);
        }
        Arrays.fill(plaintext, (byte) 0);
        generated = made.ciphertext();
    }

    @Override
    public Wrap wrap(ByteBuffer dataKey, int at, StrongRandom random) {
        int algorithm = rsa() ? KmsWrap.RSA_OAEP_SHA_256 : KmsWrap.SYMMETRIC;
        byte[] ciphertext = generated == null ? encrypt(dataKey, at, AesGcm.KEY) : generated;
        generated = null;
        return KmsWrap.of(algorithm, Objects.requireNonNull(kms.arn()), ciphertext);
    }

    /** What KMS makes of {@code length} bytes at {@code at}: at most 4,096 of a symmetric key. From any thread. */
    byte[] encrypt(ByteBuffer text, int at, int length) {
        byte[] plaintext = new byte[length];
        for (int i = 0; i < length; i++) {
            plaintext[i] = text.get(at + i);
        }
        try {
            return kms.encrypt(plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    @Override
    public void close() {
        kms.close();
    }
}

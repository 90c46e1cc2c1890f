package dev.ske.cli.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.Recipient;
import dev.ske.cli.kms.KmsEncrypter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A key of AWS KMS that values, or the data keys of files, are encrypted for. Failures are those of {@link KmsEncrypter}. */
public final class KmsRecipient implements Recipient, AutoCloseable {
    private final String id;
    private final KmsEncrypter kms;

    /** {@code id}: the key as it is named here. */
    public KmsRecipient(String id, KmsEncrypter kms) {
        this.id = id;
        this.kms = kms;
    }

    /** Whether it is an RSA key, and not a symmetric one. */
    public boolean rsa() {
        return kms.rsa();
    }

    @Override
    public boolean made(Wrap wrap) {
        if (wrap.type() != Wrap.KMS) {
            return false;
        }
        String arn = kms.arn();
        return KmsWrap.parse(wrap).arn().equals(arn == null ? id : arn);
    }

    /** Has KMS make a data key, puts it at 0, and returns it wrapped. Of symmetric keys only. */
    public Wrap generate(ByteBuffer dataKey) {
        KmsEncrypter.NewDataKey made = kms.generate();
        byte[] plaintext = made.plaintext();
        try {
            if (plaintext.length != AesGcm.KEY) {
                throw nonsense("a data key of " + plaintext.length + " bytes");
            }
            for (int i = 0; i < plaintext.length; i++) {
                dataKey.put(i, plaintext[i]);
            }
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
        return wrap(KmsWrap.SYMMETRIC, some(made.ciphertext()));
    }

    @Override
    public Wrap wrap(ByteBuffer dataKey, int at, StrongRandom random) {
        int algorithm = rsa() ? KmsWrap.RSA_OAEP_SHA_256 : KmsWrap.SYMMETRIC;
        return wrap(algorithm, encrypt(dataKey, at, AesGcm.KEY));
    }

    private Wrap wrap(int algorithm, byte[] ciphertext) {
        String arn = kms.arn();
        if (arn == null) {
            throw nonsense("no key's ARN");
        }
        return KmsWrap.of(algorithm, arn, ciphertext);
    }

    /** What KMS makes of {@code length} bytes at {@code at}: at most 4,096 of a symmetric key. From any thread. */
    public byte[] encrypt(ByteBuffer text, int at, int length) {
        byte[] plaintext = new byte[length];
        for (int i = 0; i < length; i++) {
            plaintext[i] = text.get(at + i);
        }
        try {
            return some(kms.encrypt(plaintext));
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /** Written as it is, an empty one would be a value that is lost. */
    private static byte[] some(byte[] ciphertext) {
        if (ciphertext.length == 0 || ciphertext.length > KmsValue.LONGEST_CIPHERTEXT) {
            throw nonsense("a ciphertext of " + ciphertext.length + " bytes");
        }
        return ciphertext;
    }

    private static Failure nonsense(String what) {
        return new Failure(
                Code.KMS_UNREACHABLE,
                "what answered for AWS KMS is not KMS: it gave " + what,
                "look at --endpoint and AWS_ENDPOINT_URL_KMS, and at a proxy on the way");
    }

    @Override
    public void close() {
        kms.close();
    }
}

package dev.ske.cli.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.Recipient;
import dev.ske.cli.terminal.UsageError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that the data key of a file is wrapped for: every one must be there, or who has it could not open the values. */
public final class Recipients implements AutoCloseable {
    private final OpenKeys keys;
    private final List<KmsRecipient> remote = new ArrayList<>();
    private final List<Recipient> all;

    /** No key of AWS KMS is asked for anything yet. */
    public Recipients(List<KeySpec> specs, KmsEncrypters kms) {
        keys = OpenKeys.all(specs, kms.access());
        for (KmsKey key : Keys.kms(specs)) {
            if (!remote.contains(kms.of(key))) {
                remote.add(kms.of(key));
            }
        }
        all = new ArrayList<>(keys.keys().all());
        all.addAll(remote);
        if (all.size() > Wrap.MOST) {
            keys.close();
            throw new UsageError("there are more than " + Wrap.MOST + " keys", "name fewer of them with --key");
        }
    }

    /**
     * The data key of a value if it is wrapped for exactly these keys; it stays this object's, until the next is asked for.
     *
     * @throws Failure if it is not to be opened
     */
    @Nullable
    public DataKey dataKey(Envelope envelope) {
        DataKey dataKey = keys.keys().of(envelope);
        return dataKey.wrappedFor(all) ? dataKey : null;
    }

    /** Those that none of these wraps was made for. AWS KMS may be asked which key an alias means. */
    public List<Recipient> missing(List<Wrap> wraps) {
        List<Recipient> missing = new ArrayList<>();
        for (Recipient recipient : all) {
            if (wraps.stream().noneMatch(recipient::made)) {
                missing.add(recipient);
            }
        }
        return missing;
    }

    /**
     * Whether each of these wraps was made for one of these keys: nobody else could open the value. That is what a wrap says of
     * itself: so a second one for a key is taken for somebody else's.
     */
    public boolean madeAll(List<Wrap> wraps) {
        return wraps.size() <= all.size()
                && wraps.stream().allMatch(wrap -> all.stream().anyMatch(recipient -> recipient.made(wrap)));
    }

    /**
     * A new data key, which the caller closes: made by the first symmetric key of KMS, or else by us. By us also where that key
     * is attested and this is no enclave: what KMS is asked for then, to encrypt, gives no secret that could be kept from anybody.
     */
    public DataKey create(StrongRandom random) {
        for (KmsRecipient key : remote) {
            if (!key.rsa()) {
                try {
                    return generated(key, random);
                } catch (Failure e) {
                    if (e.code() != Code.ATTESTATION_UNAVAILABLE) {
                        throw e;
                    }
                    break;
                }
            }
        }
        return DataKey.create(all, random, new OffHeap());
    }

    private DataKey generated(KmsRecipient first, StrongRandom random) {
        try (Scratch scratch = new Scratch()) {
            ByteBuffer key = scratch.buffer(AesGcm.KEY);
            Wrap made = first.generate(key);
            List<Wrap> wraps = new ArrayList<>();
            for (Recipient recipient : all) {
                wraps.add(recipient == first ? made : recipient.wrap(key, 0, random));
            }
            return new DataKey(wraps, key, 0, new OffHeap());
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}

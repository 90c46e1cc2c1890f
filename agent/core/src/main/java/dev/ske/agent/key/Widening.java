package dev.ske.agent.key;

import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keys that a data key is to be wrapped for besides those that it is wrapped for. */
final class Widening {
    private final List<? extends Recipient> more;
    private final StrongRandom random;

    Widening(List<? extends Recipient> more, StrongRandom random) {
        this.more = more;
        this.random = random;
    }

    /** The data key of the 32 bytes at {@code at}; the wraps that it has stay as they are. */
    DataKey dataKey(List<Wrap> wraps, ByteBuffer key, int at, SecretMemory memory) {
        List<Wrap> all = new ArrayList<>(wraps);
        for (Recipient recipient : more) {
            all.add(recipient.wrap(key, at, random));
        }
        return new DataKey(all, key, at, memory);
    }
}

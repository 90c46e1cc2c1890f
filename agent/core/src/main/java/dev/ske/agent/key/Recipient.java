package dev.ske.agent.key;

import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;

/** A key that data keys are wrapped for, so that its holder can open the values under them. */
public interface Recipient {
    /** Whether {@code wrap} was made for this key. */
    boolean made(Wrap wrap);

    /**
     * Encrypts the data key of 32 bytes at {@code at} for this key.
     *
     * @throws dev.ske.agent.Failure if a remote key does not do it
     */
    Wrap wrap(ByteBuffer dataKey, int at, StrongRandom random);
}

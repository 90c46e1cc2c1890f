package dev.ske.agent;

import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.LocalKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** Encrypted values for tests of a whole start. */
final class Sealed {
    /** A random text, sealed under a canonical name. */
    static String value(LocalKey key, String canonical) {
        String text = UUID.randomUUID().toString();
        try (StrongRandom random = new StrongRandom();
                DataKey data = DataKey.create(List.of(key), random, new OffHeap());
                Scratch scratch = new Scratch()) {
            ByteBuffer kindAndText = scratch.buffer(1 + text.length());
            kindAndText.put(0, (byte) 0);
            for (int i = 0; i < text.length(); i++) {
                kindAndText.put(1 + i, (byte) text.charAt(i));
            }
            return data.seal(canonical, kindAndText, 0, 1 + text.length(), random);
        }
    }

    private Sealed() {}
}

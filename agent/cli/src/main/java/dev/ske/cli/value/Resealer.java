package dev.ske.cli.value;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.PlainValue;
import dev.ske.agent.key.ValueKind;
import dev.ske.agent.store.Utf8;
import java.nio.ByteBuffer;

/** Opens values and seals them again, of the same kind: their plaintexts are in memory that is wiped, one at a time. */
public final class Resealer implements AutoCloseable {
    private final Unsealer unsealer;
    private final StrongRandom random;
    private final Scratch scratch = new Scratch();

    /** Both stay the caller's. */
    public Resealer(Unsealer unsealer, StrongRandom random) {
        this.unsealer = unsealer;
        this.random = random;
    }

    /**
     * The value under this data key.
     *
     * @throws Failure with its name and place, if it does not open
     */
    public String seal(Entry entry, DataKey dataKey) {
        try (PlainValue opened = unsealer.open(entry)) {
            Plaintext content = opened.content();
            int length = content.length();
            ByteBuffer into =
                    (ByteBuffer) scratch.buffer(1 + length).duplicate().clear();
            content.read(0, length, into, 1);
            // what KMS encrypted itself does not say whether it is text: it is, if it can be
            boolean told = EncryptedValue.kindOf(entry.value()) == EncryptedValue.Kind.V2;
            boolean text = !told && Utf8.valid(into, 1, length);
            into.put(0, (byte) (text ? ValueKind.STRING : opened.kind()));
            return dataKey.seal(entry.boundTo().canonical(), into, 0, 1 + length, random);
        }
    }

    @Override
    public void close() {
        scratch.close();
    }
}

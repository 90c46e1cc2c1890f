package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.ValueKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encrypts values of one file, all under one data key: the file's own where it fits, else a new one. */
final class Sealer implements AutoCloseable {
    private final StrongRandom random = new StrongRandom();
    private final Scratch scratch = new Scratch();
    private final DataKey dataKey;
    private final boolean own;

    Sealer(DocumentFile file, Keys keys) {
        DataKey present = present(file, keys);
        own = present == null;
        dataKey = present == null ? DataKey.create(keys.all(), random) : present;
    }

    /** The data key of the first value that is encrypted for exactly these keys and opens. */
    private static @Nullable DataKey present(DocumentFile file, Keys keys) {
        byte[] refused = new byte[0];
        for (Entry entry : file.entries()) {
            if (EncryptedValue.kindOf(entry.value()) != EncryptedValue.Kind.V2) {
                continue;
            }
            try {
                Envelope envelope = Envelope.parse(entry.value());
                if (envelope.wrappedAs(refused)) {
                    continue;
                }
                refused = envelope.wrapsBlock();
                DataKey dataKey = keys.of(envelope);
                if (dataKey.wrappedFor(keys.all())) {
                    return dataKey;
                }
            } catch (Failure notOurs) {
                // somebody else's or a damaged value: it stays as it is, and its data key is none to go on with
            }
        }
        return null;
    }

    /** The encrypted form of an entry's value, bound to its name. */
    String seal(Entry entry) {
        String text = entry.value();
        // UTF-8 takes at most 3 bytes for a char
        ByteBuffer into =
                (ByteBuffer) scratch.buffer(1 + 3 * text.length()).duplicate().clear();
        into.put((byte) kind(entry.kind()));
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        CoderResult result = utf8.encode(CharBuffer.wrap(text), into, true);
        if (result.isError()) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    entry + ": the value holds half a surrogate pair, which is no text",
                    "correct the value");
        }
        return seal(entry.boundTo().canonical(), into, into.position());
    }

    /** {@code kindAndText}: from 0 on, {@code length} bytes. */
    String seal(String canonical, ByteBuffer kindAndText, int length) {
        return dataKey.seal(canonical, kindAndText, 0, length, random);
    }

    private static int kind(Entry.Kind kind) {
        if (kind == Entry.Kind.NUMBER) {
            return ValueKind.NUMBER;
        }
        return kind == Entry.Kind.BOOLEAN ? ValueKind.BOOLEAN : ValueKind.STRING;
    }

    @Override
    public void close() {
        if (own) {
            dataKey.close();
        }
        scratch.close();
        random.close();
    }
}

package dev.ske.cli.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a value that is to be encrypted. */
public final class PlainText {
    /** As many bytes as an entry's value takes in UTF-8, or more. */
    public static int most(Entry entry) {
        return 3 * entry.value().length();
    }

    /** Puts an entry's value in UTF-8 into a buffer that the caller wipes. */
    public static void put(Entry entry, ByteBuffer into) {
        if (StandardCharsets.UTF_8
                .newEncoder()
                .encode(CharBuffer.wrap(entry.value()), into, true)
                .isError()) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    entry + ": the value holds half a surrogate pair, which is no text",
                    "correct the value");
        }
    }

    private PlainText() {}
}

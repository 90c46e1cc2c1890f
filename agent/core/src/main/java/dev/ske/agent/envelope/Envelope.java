package dev.ske.agent.envelope;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value {@code ENC[v2:...]}, taken apart (docs/format-v2.md): its wraps and its message of IV, ciphertext and tag. */
public final class Envelope {
    /** Base64 has four characters for three bytes. */
    private static final int GROUP_BYTES = 3;

    private static final int GROUP_CHARACTERS = 4;
    private static final byte[] AAD_PREFIX = {'s', 'k', 'e', ':', 'v', '2', ':'};

    /** From the count to the last wrap; one array for all values of a row whose wraps are the same. */
    private final byte[] block;

    /** How a value with these wraps begins, up to the last whole group of four characters. */
    private final String beginning;

    /** Holds the message from {@link #messageAt} on. */
    private final byte[] bytes;

    private final int messageAt;

    private Envelope(byte[] block, String beginning, byte[] bytes, int messageAt) {
        this.block = block;
        this.beginning = beginning;
        this.bytes = bytes;
        this.messageAt = messageAt;
    }

    /**
     * Reads a value, strictly.
     *
     * @throws Failure VALUE_MALFORMED; its message is to follow the name and place of the value and a colon
     */
    public static Envelope parse(String value) {
        int from = EncryptedValue.PREFIX.length();
        int to = value.length() - 1;
        if (!value.startsWith(EncryptedValue.PREFIX) || !value.endsWith("]")) {
            throw malformed("it is not of the form ENC[v2:...]");
        }
        byte[] payload = payload(value, from, to);
        int wrapsEnd = wrapsEnd(payload);
        String beginning = value.substring(0, from + wrapsEnd / GROUP_BYTES * GROUP_CHARACTERS);
        return new Envelope(Arrays.copyOf(payload, wrapsEnd), beginning, payload, wrapsEnd);
    }

    /**
     * The same for a value that comes after another one: wraps that are written as that one's are not read again.
     *
     * @param before null: nothing
     */
    public static Envelope parse(String value, @Nullable Envelope before) {
        if (before == null || !value.startsWith(before.beginning) || !value.endsWith("]")) {
            return parse(value);
        }
        byte[] rest = payload(value, before.beginning.length(), value.length() - 1);
        int wrapsRest = before.block.length % GROUP_BYTES;
        for (int i = 0; i < wrapsRest; i++) {
            if (i == rest.length || rest[i] != before.block[before.block.length - wrapsRest + i]) {
                return parse(value);
            }
        }
        requireMessage(rest, wrapsRest);
        return new Envelope(before.block, before.beginning, rest, wrapsRest);
    }

    /** The bytes of the base64 from {@code from} to {@code to}, of a value in whatever format. */
    static byte[] payload(String value, int from, int to) {
        int length = Base64.length(value, from, to);
        if (length < 0) {
            throw malformed("its base64 is cut off or its padding is wrong");
        }
        byte[] payload = new byte[length];
        int bad = Base64.decode(value, from, to, payload);
        if (bad >= 0) {
            throw malformed("character " + (bad + 1) + " is not base64 there");
        }
        return payload;
    }

    private static int wrapsEnd(byte[] payload) {
        int count = payload.length == 0 ? 0 : payload[0] & 0xFF;
        if (count == 0 || count > Wrap.MOST) {
            throw malformed("it has " + count + " wrapped data keys, not 1 to " + Wrap.MOST);
        }
        int at = 1;
        for (int i = 0; i < count; i++) {
            if (at + 3 > payload.length) {
                throw malformed("it is cut off in its wrapped data keys");
            }
            int length = length(payload, at);
            if (payload[at] == Wrap.LOCAL && length != Wrap.LOCAL_LENGTH) {
                throw malformed(
                        "a data key wrapped for a local key has " + length + " bytes, not " + Wrap.LOCAL_LENGTH);
            }
            at += 3 + length;
        }
        requireMessage(payload, at);
        return at;
    }

    private static void requireMessage(byte[] bytes, int at) {
        if (bytes.length - at < AesGcm.IV + 1 + AesGcm.TAG) {
            throw malformed("it is cut off");
        }
    }

    private static int length(byte[] payload, int wrap) {
        return (payload[wrap + 1] & 0xFF) << 8 | (payload[wrap + 2] & 0xFF);
    }

    /** The wraps in their order, those of unknown types too. */
    public List<Wrap> wraps() {
        List<Wrap> wraps = new ArrayList<>(block[0]);
        for (int at = 1; at < block.length; at += 3 + length(block, at)) {
            byte[] body = Arrays.copyOfRange(block, at + 3, at + 3 + length(block, at));
            wraps.add(new Wrap(block[at] & 0xFF, body));
        }
        return wraps;
    }

    /** The bytes from the count to the last wrap, which are the same for all values under one data key; not a copy. */
    public byte[] wrapsBlock() {
        return block;
    }

    /** Whether {@link #wrapsBlock()} has these bytes. */
    public boolean wrappedAs(byte[] other) {
        return other == block || Arrays.equals(other, block);
    }

    /** What holds the message of IV, ciphertext and tag: from {@link #messageAt()} on, {@link #messageLength()} bytes. */
    public ByteBuffer message() {
        return ByteBuffer.wrap(bytes);
    }

    public int messageAt() {
        return messageAt;
    }

    public int messageLength() {
        return bytes.length - messageAt;
    }

    /** The additional data that binds this value to a name in canonical form and to all of its wraps. */
    public byte[] aad(String canonical) {
        return aad(canonical, block);
    }

    /** The same for a value that is yet to be sealed under {@code wrapsBlock}. */
    public static byte[] aad(String canonical, byte[] wrapsBlock) {
        byte[] name = canonical.getBytes(StandardCharsets.UTF_8);
        byte[] aad = new byte[AAD_PREFIX.length + name.length + wrapsBlock.length];
        System.arraycopy(AAD_PREFIX, 0, aad, 0, AAD_PREFIX.length);
        System.arraycopy(name, 0, aad, AAD_PREFIX.length, name.length);
        System.arraycopy(wrapsBlock, 0, aad, AAD_PREFIX.length + name.length, wrapsBlock.length);
        return aad;
    }

    /** The text of a value: {@code message} holds IV, ciphertext and tag from {@code at} on. */
    public static String format(byte[] wrapsBlock, ByteBuffer message, int at, int length) {
        byte[] payload = Arrays.copyOf(wrapsBlock, wrapsBlock.length + length);
        for (int i = 0; i < length; i++) {
            payload[wrapsBlock.length + i] = message.get(at + i);
        }
        return EncryptedValue.PREFIX + java.util.Base64.getEncoder().encodeToString(payload) + "]";
    }

    /** VALUE_MALFORMED: {@code why} says what is wrong with the value, without quoting it. */
    static Failure malformed(String why) {
        return new Failure(
                Code.VALUE_MALFORMED,
                "the encrypted value is damaged: " + why,
                "it was changed or cut off: restore it, or encrypt the secret again");
    }
}

package dev.ske.agent.key;

import java.nio.ByteBuffer;

/**
 * Base64url without padding (RFC 4648) for secrets: characters and bytes are computed, not looked up, so that neither time
 * nor memory access depends on them, and both sides are buffers outside the heap.
 */
final class SecretBase64 {
    /** The number of characters for so many bytes. */
    static int encodedLength(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    static void encode(ByteBuffer bytes, int from, int length, ByteBuffer text, int to) {
        int bits = 0;
        int held = 0;
        int at = to;
        for (int i = 0; i < length; i++) {
            bits = bits << 8 | (bytes.get(from + i) & 0xFF);
            for (held += 8; held >= 6; held -= 6) {
                text.put(at++, (byte) character(bits >>> (held - 6) & 0x3F));
            }
        }
        if (held > 0) {
            text.put(at, (byte) character(bits << (6 - held) & 0x3F));
        }
    }

    /** Decodes to exactly {@code length} bytes; false for a character of no alphabet or bits left over that are not zero. */
    static boolean decode(ByteBuffer text, int from, ByteBuffer bytes, int to, int length) {
        int bits = 0;
        int held = 0;
        int at = to;
        int bad = 0;
        int end = from + encodedLength(length);
        for (int i = from; i < end; i++) {
            int value = value(text.get(i));
            bad |= value;
            bits = bits << 6 | (value & 0x3F);
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes.put(at++, (byte) (bits >>> held));
            }
        }
        int left = bits & ((1 << held) - 1);
        return (bad >>> 31 | left) == 0;
    }

    private static int character(int value) {
        return (in(value, 0, 25) & (value + 'A'))
                | (in(value, 26, 51) & (value - 26 + 'a'))
                | (in(value, 52, 61) & (value - 52 + '0'))
                | (in(value, 62, 62) & '-')
                | (in(value, 63, 63) & '_');
    }

    /** Six bits, or -1. */
    private static int value(int c) {
        int upper = in(c, 'A', 'Z');
        int lower = in(c, 'a', 'z');
        int digit = in(c, '0', '9');
        int minus = in(c, '-', '-');
        int underscore = in(c, '_', '_');
        return (upper & (c - 'A'))
                | (lower & (c - 'a' + 26))
                | (digit & (c - '0' + 52))
                | (minus & 62)
                | (underscore & 63)
                | ~(upper | lower | digit | minus | underscore);
    }

    /** All ones if {@code low <= value <= high}, else zero; by the sign of the differences. */
    private static int in(int value, int low, int high) {
        return ~((value - low) | (high - value)) >> 31;
    }

    private SecretBase64() {}
}

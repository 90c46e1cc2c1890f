package dev.ske.agent.store;

import java.nio.ByteBuffer;

/** Tells text from other bytes without decoding them onto the heap. */
public final class Utf8 {
    /** Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). */
    public static boolean valid(ByteBuffer bytes, int at, int length) {
        int end = at + length;
        int i = at;
        while (i < end) {
            int lead = bytes.get(i) & 0xff;
            int more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
            if (more < 0 || more >= end - i) {
                return false;
            }
            for (int k = 1; k <= more; k++) {
                if ((bytes.get(i + k) & 0xc0) != 0x80) {
                    return false;
                }
            }
            int second = more == 0 ? 0 : bytes.get(i + 1) & 0xff;
            if ((lead == 0xe0 && second < 0xa0)
                    || (lead == 0xed && second > 0x9f)
                    || (lead == 0xf0 && second < 0x90)
                    || (lead == 0xf4 && second > 0x8f)) {
                return false;
            }
            i += more + 1;
        }
        return true;
    }

    private Utf8() {}
}

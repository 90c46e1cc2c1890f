package dev.ske.agent.store;

import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Decodes a text by way of a window straight into the one array that its reader gets. */
final class Utf16 {
    private final char[] chars;
    private int filled;
    private int point;
    private int missing;

    private Utf16(char[] chars) {
        this.chars = chars;
    }

    /**
     * The characters of {@code text}, which is well-formed UTF-8.
     *
     * @param window direct memory, which is wiped
     */
    static char[] of(Plaintext text, ByteBuffer window) {
        int length = text.length();
        int most = window.capacity();
        try {
            int count = 0;
            for (int done = 0; done < length; done += most) {
                int piece = Math.min(most, length - done);
                text.read(done, piece, window, 0);
                count += count(window, piece);
            }
            Utf16 decoded = new Utf16(new char[count]);
            decoded.decode(text, window);
            return decoded.chars;
        } finally {
            Zeros.over(window, 0, Math.min(most, length));
        }
    }

    /** What these bytes are as UTF-16: one for each byte that begins a character, and one more for what takes four bytes. */
    private static int count(ByteBuffer window, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            int next = window.get(i);
            count += (next & 0xc0) == 0x80 ? 0 : (next & 0xf8) == 0xf0 ? 2 : 1;
        }
        return count;
    }

    /** A text that the window holds whole is there already. */
    private void decode(Plaintext text, ByteBuffer window) {
        int length = text.length();
        int most = window.capacity();
        boolean whole = false;
        try {
            for (int done = 0; done < length; done += most) {
                int piece = Math.min(most, length - done);
                if (length > most) {
                    text.read(done, piece, window, 0);
                }
                for (int i = 0; i < piece; i++) {
                    add(window.get(i) & 0xff);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                Arrays.fill(chars, '\0');
            }
        }
    }

    private void add(int next) {
        if (next < 0x80) {
            chars[filled++] = (char) next;
        } else if (next >= 0xc0) {
            missing = next < 0xe0 ? 1 : next < 0xf0 ? 2 : 3;
            point = next & (0x3f >> missing);
        } else {
            point = point << 6 | (next & 0x3f);
            missing--;
            if (missing == 0) {
                put();
            }
        }
    }

    private void put() {
        if (point < 0x10000) {
            chars[filled++] = (char) point;
        } else {
            chars[filled++] = Character.highSurrogate(point);
            chars[filled++] = Character.lowSurrogate(point);
        }
        point = 0;
    }
}

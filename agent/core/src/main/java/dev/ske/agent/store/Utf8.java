package dev.ske.agent.store;

import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import java.nio.ByteBuffer;

/**
 * Tells text from other bytes (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF) while they pass in pieces, of
 * whatever length, and without decoding them onto the heap. As a plaintext, it looks at what is read of another one.
 */
public final class Utf8 implements Plaintext {
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final Plaintext looked;
    private int missing;
    private int least = 0x80;
    private int most = 0xbf;
    private boolean bad;
    private boolean other;

    /** {@code looked}: is read once, from its first byte to its last. */
    public Utf8(Plaintext looked) {
        this.looked = looked;
    }

    /** Whether {@code length} bytes from {@code at} on are well-formed, looked at all at once. */
    public static boolean valid(ByteBuffer bytes, int at, int length) {
        Utf8 utf8 = new Utf8(new PlainBytes(bytes, at, length));
        utf8.add(bytes, at, length);
        return utf8.valid();
    }

    /** Whether all that was read is well-formed, and ends where a character does. */
    public boolean valid() {
        return !bad && missing == 0;
    }

    /** Whether all that was read is ASCII. */
    public boolean ascii() {
        return !other;
    }

    @Override
    public int length() {
        return looked.length();
    }

    @Override
    public void read(int from, int length, ByteBuffer into, int at) {
        looked.read(from, length, into, at);
        add(into, at, length);
    }

    private void add(ByteBuffer bytes, int at, int length) {
        int i = at;
        int lastLong = at + length - 8;
        while (i < at + length) {
            if (missing == 0 && lastLong >= at && (bytes.getLong(Math.min(i, lastLong)) & NOT_ASCII) == 0) {
                i += 8; // the last ones may have been looked at before
            } else {
                add(bytes.get(i++) & 0xff);
            }
        }
    }

    private void add(int next) {
        other |= next >= 0x80;
        if (missing == 0) {
            missing = next < 0x80 ? 0 : next < 0xe0 ? 1 : next < 0xf0 ? 2 : 3;
            bad |= (next >= 0x80 && next < 0xc2) || next > 0xf4;
            least = next == 0xe0 ? 0xa0 : next == 0xf0 ? 0x90 : 0x80;
            most = next == 0xed ? 0x9f : next == 0xf4 ? 0x8f : 0xbf;
        } else {
            missing--;
            bad |= next < least || next > most;
            least = 0x80;
            most = 0xbf;
        }
    }

    @Override
    public void close() {
        looked.close();
    }
}

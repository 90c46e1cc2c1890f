package dev.ske.it.leak;

/**
 * A round key as our own bit-sliced AES keeps it, derived here from what its Javadoc says and not with its code: the first
 * of two words holds the bits 0 to 3 of the sixteen bytes, the second the bits 4 to 7, those of row r of column c at bits
 * 16 * (3 - r) + 4 * c to + 3. The round keys after the first also carry the constant of the S-box.
 */
final class SlicedKey {
    /** Longs of one. */
    static final int WORDS = 2;

    private static final int SBOX_CONSTANT = 0x63;

    static long[] of(AesSchedule schedule, int round) {
        byte[] block = schedule.round(round);
        long[] words = new long[WORDS];
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < 4; row++) {
                int value = (block[4 * column + row] ^ (round == 0 ? 0 : SBOX_CONSTANT)) & 0xFF;
                int at = 16 * (3 - row) + 4 * column;
                words[0] |= (value & 0xFL) << at;
                words[1] |= (value >>> 4 & 0xFL) << at;
            }
        }
        return words;
    }

    private SlicedKey() {}
}

package dev.ske.it.leak;

/**
 * A round key as our own bit-sliced AES keeps it, derived here from what its Javadoc says and not with its code: word b
 * of eight holds bit b of the sixteen bytes, row r of column c at bits 16 * (3 - r) + 4 * c to + 3, once for each of
 * four blocks. The round keys after the first also carry the constant of the S-box.
 */
final class SlicedKey {
    private static final int SBOX_CONSTANT = 0x63;

    static long[] of(AesSchedule schedule, int round) {
        byte[] block = schedule.round(round);
        long[] words = new long[8];
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < 4; row++) {
                int value = (block[4 * column + row] ^ (round == 0 ? 0 : SBOX_CONSTANT)) & 0xFF;
                for (int bit = 0; bit < 8; bit++) {
                    words[bit] |= ((value >>> bit & 1) * 0xFL) << (16 * (3 - row) + 4 * column);
                }
            }
        }
        return words;
    }

    private SlicedKey() {}
}

package dev.ske.kms.attestation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Changes bytes as a parser of BER or CBOR likes it least. */
final class Mutations {
    /** In bytes. */
    static final int LONGEST = 16 * 1024;

    /** Heads, lengths and levels of both. */
    private static final byte[][] PIECES = List.of(
                    "3080",
                    "a080",
                    "2480",
                    "0000",
                    "0400",
                    "30820000",
                    "3084ffffffff",
                    "04847fffffff",
                    "80",
                    "81ff",
                    "82ffff",
                    "0500",
                    "81",
                    "9f",
                    "bf",
                    "5f",
                    "7f",
                    "ff",
                    "d2",
                    "c2",
                    "c4",
                    "f6",
                    "f7",
                    "40",
                    "60",
                    "5a7fffffff",
                    "5bffffffffffffffff",
                    "7a7fffffff",
                    "9bffffffffffffffff",
                    "1bffffffffffffffff",
                    "3bffffffffffffffff",
                    "fb7ff0000000000000")
            .stream()
            .map(Answer::hex)
            .toArray(byte[][]::new);

    private final Random random;
    private final List<byte[]> others;

    /** {@code others}: what parts are taken from. */
    Mutations(Random random, List<byte[]> others) {
        this.random = random;
        this.others = others;
    }

    /** From 1 to 8 changes to it. */
    byte[] of(byte[] bytes) {
        byte[] changed = bytes;
        for (int changes = 1 + random.nextInt(random.nextInt(8) + 1); changes > 0; changes--) {
            changed = once(changed);
        }
        return changed.length <= LONGEST ? changed : Arrays.copyOf(changed, LONGEST);
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(64));
        return switch (random.nextInt(9)) {
            case 0 -> put(bytes, at, b -> b ^ (1 << random.nextInt(8)));
            case 1 -> put(bytes, at, b -> random.nextInt(256));
            // as the length of what is there: one more or less, or a long one
            case 2 ->
                put(bytes, at, b -> random.nextBoolean() ? b + 1 - 2 * random.nextInt(2) : 0x80 | random.nextInt(9));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> replaced(bytes, at, to, new byte[0]);
            case 5 -> replaced(bytes, at, random.nextBoolean() ? at : to, PIECES[random.nextInt(PIECES.length)]);
            case 6 -> replaced(bytes, at, at, bomb());
            case 7 -> replaced(bytes, at, random.nextBoolean() ? bytes.length : to, ofAnother());
            default -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
        };
    }

    private byte[] ofAnother() {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
    }

    private byte[] bomb() {
        byte[] piece = PIECES[random.nextInt(PIECES.length)];
        byte[] bomb = new byte[piece.length * (1 + random.nextInt(random.nextBoolean() ? 20 : LONGEST / piece.length))];
        for (int i = 0; i < bomb.length; i++) {
            bomb[i] = piece[i % piece.length];
        }
        return bomb;
    }

    private static byte[] put(byte[] bytes, int at, IntUnaryOperator change) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] = (byte) change.applyAsInt(changed[at] & 0xff);
        }
        return changed;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        return Answer.joined(Arrays.copyOf(bytes, from), by, Arrays.copyOfRange(bytes, to, bytes.length));
    }
}

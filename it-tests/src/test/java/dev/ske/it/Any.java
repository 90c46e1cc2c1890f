package dev.ske.it;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random material: no secret of a test is a constant, so that a hit is a hit of this run. */
public final class Any {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A text that occurs nowhere else: 24 hexadecimal digits after a letter. */
    public static String secret() {
        return "s" + HexFormat.of().formatHex(bytes(12));
    }

    public static int below(int bound) {
        return RANDOM.nextInt(bound);
    }

    private Any() {}
}

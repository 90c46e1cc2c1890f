package dev.ske.it.kms;

import java.util.HexFormat;
import java.util.Locale;

/** Random credentials. The token is empty for those of a user; a role's have one. */
public record Credentials(String accessKey, String secretKey, String token) {
    public static Credentials ofRole() {
        return new Credentials("ASIA" + any(8).toUpperCase(Locale.ROOT), any(20), "token-" + any(40));
    }

    public static Credentials ofUser() {
        return new Credentials("AKIA" + any(8).toUpperCase(Locale.ROOT), any(20), "");
    }

    private static String any(int bytes) {
        return HexFormat.of().formatHex(Blob.random(bytes));
    }
}

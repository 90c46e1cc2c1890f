package dev.ske.kms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4 of one kind of request: {@code POST /} without a query, as KMS takes them. Every request is signed
 * anew, for the second in which it is made.
 */
final class SignatureV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "kms";
    private static final String REQUEST = "aws4_request";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Caller caller;
    private final String region;
    private final String host;

    SignatureV4(Caller caller, String region, URI endpoint) {
        this.caller = caller;
        this.region = region;
        host = host(endpoint);
    }

    /** As the JDK sends it: with the port, where that is not the scheme's. */
    private static String host(URI endpoint) {
        int port = endpoint.getPort();
        int usual = endpoint.getScheme().equals("https") ? 443 : 80;
        return port < 0 || port == usual ? endpoint.getHost() : endpoint.getHost() + ':' + port;
    }

    /** {@code X-Amz-Date} of a time in seconds since 1970, {@code 20260131T235959Z}. */
    static String date(long seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(16).append(time.getYear());
        two(text, time.getMonthValue());
        two(text, time.getDayOfMonth());
        text.append('T');
        two(text, time.getHour());
        two(text, time.getMinute());
        two(text, time.getSecond());
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** SHA-256 in hex. */
    static String hash(byte[] body) throws GeneralSecurityException {
        return hex(MessageDigest.getInstance("SHA-256").digest(body));
    }

    /**
     * The header {@code Authorization}.
     *
     * @param date as {@link #date} says
     * @param type the header {@code Content-Type}
     * @param target the header {@code X-Amz-Target}
     * @param hash the header {@code X-Amz-Content-Sha256}, as {@link #hash} says
     * @throws GeneralSecurityException if this JVM lacks SHA-256
     */
    String authorization(String date, String type, String target, String hash) throws GeneralSecurityException {
        String token = caller.token();
        String signed = "content-type;host;x-amz-content-sha256;x-amz-date;"
                + (token == null ? "" : "x-amz-security-token;") + "x-amz-target";
        String canonical = "POST\n/\n\ncontent-type:" + type + "\nhost:" + host + "\nx-amz-content-sha256:" + hash
                + "\nx-amz-date:" + date
                + (token == null ? "" : "\nx-amz-security-token:" + token)
                + "\nx-amz-target:" + target + "\n\n" + signed + '\n' + hash;
        String day = date.substring(0, 8);
        String scope = day + '/' + region + '/' + SERVICE + '/' + REQUEST;
        String toSign = ALGORITHM + '\n' + date + '\n' + scope + '\n' + hash(utf8(canonical));
        HmacSha256 hmac = new HmacSha256();
        byte[] key = utf8("AWS4" + caller.secret());
        for (String each : new String[] {day, region, SERVICE, REQUEST}) {
            key = hmac.of(key, each);
        }
        return ALGORITHM + " Credential=" + caller.id() + '/' + scope + ", SignedHeaders=" + signed + ", Signature="
                + hex(hmac.of(key, toSign));
    }

    /** The header {@code X-Amz-Security-Token}; null: none is to be sent. */
    @Nullable
    String token() {
        return caller.token();
    }

    private static String hex(byte[] bytes) {
        char[] text = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = HEX[bytes[i] >> 4 & 15];
            text[2 * i + 1] = HEX[bytes[i] & 15];
        }
        return new String(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

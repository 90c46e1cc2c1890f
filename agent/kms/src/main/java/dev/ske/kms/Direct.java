package dev.ske.kms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first attempt of a Decrypt, without the SDK: its client takes longer to load, to build and to warm up than all else in a
 * start, and a call that succeeds at once needs nothing of it. What is not such a success is handed to the SDK as if it had
 * met it itself: what an error means, whether another attempt is worth it, and when, it alone decides.
 */
final class Direct {
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "TrentService.Decrypt";

    private final URI endpoint;
    private final SignatureV4 signature;
    private final Http http;

    /** {@code endpoint}: of {@link DirectEndpoint}. */
    Direct(URI endpoint, String region, Caller caller, Http http) {
        this.endpoint = endpoint;
        this.http = http;
        signature = new SignatureV4(caller, region, endpoint);
    }

    /** {@code request}: of {@link DecryptJson}. */
    FirstAttempt decrypt(byte[] request) {
        try {
            HttpURLConnection connection = http.open(endpoint);
            prepare(connection, request);
            // As the SDK's client: connect first, so that what fails there says so.
            connection.connect();
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request);
            }
            int status = connection.getResponseCode();
            byte[] body = body(status < 400 ? connection.getInputStream() : connection.getErrorStream());
            return new FirstAttempt(status, connection.getResponseMessage(), connection.getHeaderFields(), body);
        } catch (IOException e) {
            return FirstAttempt.failed(e);
        } catch (RuntimeException | GeneralSecurityException e) {
            // Whatever it is, the SDK meets it too when it tries again.
            return FirstAttempt.failed(new IOException(e));
        }
    }

    private void prepare(HttpURLConnection connection, byte[] request) throws IOException, GeneralSecurityException {
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(request.length);
        String hash = SignatureV4.hash(request);
        String date = SignatureV4.date(System.currentTimeMillis() / 1000);
        connection.setRequestProperty("Content-Type", TYPE);
        connection.setRequestProperty("X-Amz-Target", TARGET);
        connection.setRequestProperty("X-Amz-Date", date);
        connection.setRequestProperty("X-Amz-Content-Sha256", hash);
        String token = signature.token();
        if (token != null) {
            connection.setRequestProperty("X-Amz-Security-Token", token);
        }
        connection.setRequestProperty("Authorization", signature.authorization(date, TYPE, TARGET, hash));
        connection.setRequestProperty("User-Agent", "ske");
    }

    /** To its end, or else the connection is not kept for the next call. */
    private static byte[] body(@Nullable InputStream from) throws IOException {
        if (from == null) {
            return new byte[0];
        }
        try (InputStream in = from;
                Wiped bytes = new Wiped()) {
            byte[] some = new byte[8192];
            try {
                for (int length = in.read(some); length >= 0; length = in.read(some)) {
                    bytes.write(some, 0, length);
                }
            } finally {
                Arrays.fill(some, (byte) 0);
            }
            return bytes.toByteArray();
        }
    }

    private static final class Wiped extends ByteArrayOutputStream {
        /** Longer than KMS answers a Decrypt, so that it never grows and leaves what it held behind. */
        Wiped() {
            super(32 * 1024);
        }

        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}

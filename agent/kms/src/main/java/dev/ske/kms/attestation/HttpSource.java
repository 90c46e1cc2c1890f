package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.kms.Web;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An endpoint that asks the module: a GET with the public key, user data and nonce as parameters, which Anjuna's runtime and
 * the npm package {@code @faizahmed/secret-keystore} name and write differently, answered by status 200 and the document in binary form.
 * A redirect is refused, because the document would come from where nobody wrote down, and what else is answered is not shown.
 */
final class HttpSource implements DocumentSource {
    private static final int OK = 200;

    private final AttestationSpec spec;
    private final Web web;

    HttpSource(AttestationSpec spec, Web web) {
        this.spec = spec;
        this.web = web;
    }

    @Override
    public byte[] document(byte[] publicKey, byte[] nonce) {
        // Who asks waits no longer than so: it only keeps this thread from being held for ever.
        long end = System.nanoTime() + spec.timeoutMillis() * 1_000_000L;
        HttpURLConnection connection = null;
        try {
            connection = open(URI.create(spec.address() + '?' + query(publicKey, nonce)));
            int status = connection.getResponseCode();
            if (status != OK) {
                throw failed(status);
            }
            byte[] document;
            try (InputStream in = connection.getInputStream()) {
                document = BoundedBytes.read(in, end, WebErrors.WHO);
            }
            // The JDK takes a connection's end for the answer's. Without a length it says -1.
            if (document.length < connection.getContentLengthLong()) {
                throw new EOFException("premature end");
            }
            return document;
        } catch (IOException | RuntimeException e) {
            throw e instanceof Failure ? (Failure) e : WebErrors.of(e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(URI uri) throws IOException {
        int millis = (int) Math.min(spec.timeoutMillis(), Integer.MAX_VALUE);
        HttpURLConnection connection = web.open(uri);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/octet-stream");
        return connection;
    }

    private String query(byte[] publicKey, byte[] nonce) {
        boolean anjuna = spec.style() == AttestationSpec.Style.ANJUNA;
        StringBuilder query = new StringBuilder(1_024);
        query.append(anjuna ? "publicKey=" : "public_key=").append(base64(Base64.getUrlEncoder(), publicKey));
        if (!spec.userData().isEmpty()) {
            byte[] userData = spec.userData().getBytes(StandardCharsets.UTF_8);
            query.append(anjuna ? "&userData=" : "&user_data=").append(base64(Base64.getUrlEncoder(), userData));
        }
        query.append("&nonce=").append(base64(anjuna ? Base64.getUrlEncoder() : Base64.getEncoder(), nonce));
        return query.toString();
    }

    /** With padding, as both name it; percent-encoded is what would mean something else in a query. */
    private static String base64(Base64.Encoder encoder, byte[] bytes) {
        return encoder.encodeToString(bytes)
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");
    }

    private static Failure failed(int status) {
        if (status < 0) {
            return new Failure(Code.ATTESTATION_FETCH_FAILED, "the answer is not HTTP", WebErrors.WHO);
        }
        if (status >= 300 && status < 400 && status != 304) {
            return new Failure(
                    Code.ATTESTATION_FETCH_FAILED,
                    "the answer is a redirect (status " + status + "), which is not followed",
                    "write the address at which documents are given as source: in the key's attestation section");
        }
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "the answer has status " + status + " instead of 200",
                "look at that server's log, and at source:, style:, user-data: and rsa-bits: in the key's attestation section");
    }
}

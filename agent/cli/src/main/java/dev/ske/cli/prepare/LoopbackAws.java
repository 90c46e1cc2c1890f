package dev.ske.cli.prepare;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ServerSocketFactory;

/**
 * Answers on the loopback interface as AWS KMS, AWS STS, a container's credentials endpoint, an instance's metadata
 * service and an enclave's attestation endpoint would, always the same and to anybody: a helper that practises meets what it will meet in production. HTTP/1.1
 * by hand, because a runtime image need not have the JDK's server.
 */
final class LoopbackAws implements AutoCloseable {
    /** What every ciphertext decrypts to: no secret. */
    static final byte[] PLAINTEXT = "a value to practise with".getBytes(StandardCharsets.UTF_8);

    /** The first byte of a ciphertext that is decrypted at once. */
    static final byte ANSWERED = 1;

    /** The first byte of one that KMS fails at, until it is asked again. */
    static final byte FAILED_ONCE = (byte) 0xff;

    /** What its Base64 begins with. */
    private static final String FAILED_ONCE_TEXT = "\"CiphertextBlob\":\"/w";

    private static final String EXPIRY = "2099-01-01T00:00:00Z";
    private static final String CREDENTIALS =
            "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIAPRACTICE\","
                    + "\"SecretAccessKey\":\"practice\",\"Token\":\"practice\",\"Expiration\":\"" + EXPIRY + "\"}";
    private static final String DECRYPTED =
            "{\"KeyId\":\"arn:aws:kms:us-east-1:111122223333:key/practice\",\"Plaintext\":\""
                    + Base64.getEncoder().encodeToString(PLAINTEXT)
                    + "\",\"EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"}";
    private static final String FAILURE = "{\"__type\":\"KMSInternalException\",\"message\":\"practice\"}";
    private static final String ASSUMED =
            "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/practice/ske</Arn>"
                    + "<AssumedRoleId>AROAPRACTICE:ske</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIAPRACTICE</AccessKeyId>"
                    + "<SecretAccessKey>practice</SecretAccessKey><SessionToken>practice</SessionToken><Expiration>"
                    + EXPIRY
                    + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>"
                    + "00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>";

    private final ServerSocket socket;
    private final Set<String> failed = new HashSet<>();
    private final LoopbackEnclave enclave;

    /**
     * Listens on a free port.
     *
     * @param sockets plain ones or such of TLS
     * @param enclave whose documents are in the requests that have one
     */
    LoopbackAws(ServerSocketFactory sockets, LoopbackEnclave enclave) throws IOException {
        this.enclave = enclave;
        socket = sockets.createServerSocket(0, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    /** {@code 127.0.0.1:PORT}. */
    String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "ske-prepare-loopback");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (Socket open = client) {
            open.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(open.getInputStream()));
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                answer(request, body(in), open.getOutputStream());
            }
        } catch (IOException gone) {
            // whoever practises notices that there is no answer
        }
    }

    private static String body(DataInputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without its line break; empty at the end too. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private void answer(String request, String body, OutputStream out) throws IOException {
        if (body.contains(FAILED_ONCE_TEXT) && failsNow(body)) {
            send(
                    "500 Internal Server Error",
                    "application/x-amz-json-1.1",
                    FAILURE.getBytes(StandardCharsets.UTF_8),
                    out);
        } else if (body.contains("\"Recipient\"")) {
            send("application/x-amz-json-1.1", attested(enclave.encrypted(PLAINTEXT)), out);
        } else if (body.startsWith("{")) {
            send("application/x-amz-json-1.1", DECRYPTED, out);
        } else if (request.contains(LoopbackEnclave.PATH)) {
            send("application/octet-stream", enclave.document(request), out);
        } else if (request.startsWith("POST ")) {
            send("text/xml", ASSUMED, out);
        } else if (request.startsWith("PUT ") || request.endsWith("/ HTTP/1.1")) {
            // the metadata service's token, and its name of the role
            send("text/plain", "practice", out);
        } else {
            send("application/json", CREDENTIALS, out);
        }
    }

    /** Each request that comes twice fails the first time. */
    private boolean failsNow(String body) {
        synchronized (failed) {
            return failed.add(body) || !failed.remove(body);
        }
    }

    private static String attested(byte[] ciphertext) {
        return "{\"KeyId\":\"arn:aws:kms:us-east-1:111122223333:key/practice\",\"CiphertextForRecipient\":\""
                + Base64.getEncoder().encodeToString(ciphertext)
                + "\",\"EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"}";
    }

    private static void send(String type, String body, OutputStream out) throws IOException {
        send(type, body.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void send(String type, byte[] bytes, OutputStream out) throws IOException {
        send("200 OK", type, bytes, out);
    }

    private static void send(String status, String type, byte[] bytes, OutputStream out) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\nX-Aws-Ec2-Metadata-Token-Ttl-Seconds: 21600"
                + "\r\nx-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n\r\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(head.getBytes(StandardCharsets.ISO_8859_1));
        whole.write(bytes);
        out.write(whole.toByteArray());
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // its threads end with this JVM
        }
    }
}

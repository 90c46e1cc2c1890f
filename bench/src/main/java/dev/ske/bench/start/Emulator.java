package dev.ske.bench.start;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of AWS KMS as a start needs, in a process of its own: one symmetric key, AWS JSON 1.1, no signature looked at, no
 * encryption context. One port for each latency that the command line names, in milliseconds; prints the ports in that
 * order, and ends with its standard input.
 */
public final class Emulator {
    /** The only key. */
    static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/5602750f-9eeb-4e8c-ac6b-30ed4848dfc1";

    // what a ciphertext begins with. Not the byte 1, with which those of AWS do: the npm original takes such a one for
    // an
    // envelope of an RSA key, which is a defect of its own, and does other work
    private static final byte[] BEGINNING = "bench-kms-ciphertext".getBytes(StandardCharsets.US_ASCII);
    private static final int IV = 12;
    private static final int KEY = 32;
    private static final String CONTENT = "application/x-amz-json-1.1";

    private final SecureRandom random;
    private final SecretKeySpec key;
    private final long latency;

    /** {@code LATENCY...}. */
    public static void main(String[] latencies) throws IOException {
        // an answer's head and body are two packets, and the second would wait until the first is confirmed
        System.setProperty("sun.net.httpserver.nodelay", "true");
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[KEY];
        random.nextBytes(bytes);
        SecretKeySpec key = new SecretKeySpec(bytes, "AES");
        StringBuilder ports = new StringBuilder();
        for (String latency : latencies) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", new Emulator(random, key, Long.parseLong(latency))::exchange);
            server.start();
            ports.append(server.getAddress().getPort()).append(' ');
        }
        System.out.println(ports.toString().trim());
        while (System.in.read() >= 0) {
            // nothing is said there
        }
        System.exit(0);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
            Thread.sleep(latency);
            byte[] answer =
                    answer(target.substring(target.indexOf('.') + 1), request).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", CONTENT);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (GeneralSecurityException | InterruptedException | IllegalArgumentException e) {
            exchange.getResponseHeaders().add("Content-Type", CONTENT);
            exchange.sendResponseHeaders(400, 0);
            exchange.getResponseBody()
                    .write("{\"__type\":\"InvalidCiphertextException\"}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String answer(String operation, String request) throws GeneralSecurityException {
        String from = "{\"KeyId\":\"" + ARN + "\",\"EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"";
        return switch (operation) {
            case "Decrypt" -> from + ",\"Plaintext\":\"" + base64(decrypted(bytes(request, "CiphertextBlob"))) + "\"}";
            case "Encrypt" -> from + ",\"CiphertextBlob\":\"" + base64(encrypted(bytes(request, "Plaintext"))) + "\"}";
            case "GenerateDataKey" -> {
                byte[] dataKey = new byte[KEY];
                random.nextBytes(dataKey);
                yield from + ",\"Plaintext\":\"" + base64(dataKey) + "\",\"CiphertextBlob\":\""
                        + base64(encrypted(dataKey)) + "\"}";
            }
            case "DescribeKey" ->
                "{\"KeyMetadata\":{\"KeyId\":\"" + ARN.substring(ARN.indexOf('/') + 1) + "\",\"Arn\":\"" + ARN
                        + "\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"KeyUsage\":\"ENCRYPT_DECRYPT\""
                        + ",\"KeyState\":\"Enabled\",\"Enabled\":true}}";
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private byte[] encrypted(byte[] plaintext) throws GeneralSecurityException {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plaintext);
        return ByteBuffer.allocate(BEGINNING.length + IV + sealed.length)
                .put(BEGINNING)
                .put(iv)
                .put(sealed)
                .array();
    }

    private byte[] decrypted(byte[] ciphertext) throws GeneralSecurityException {
        int sealed = BEGINNING.length + IV;
        if (ciphertext.length < sealed) {
            throw new IllegalArgumentException("too short");
        }
        byte[] iv = Arrays.copyOfRange(ciphertext, BEGINNING.length, sealed);
        return cipher(Cipher.DECRYPT_MODE, iv).doFinal(ciphertext, sealed, ciphertext.length - sealed);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, iv));
        return cipher;
    }

    /** A field of the request; texts of base64 have no escapes. */
    private static byte[] bytes(String request, String field) {
        Matcher found =
                Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(request);
        if (!found.find()) {
            throw new IllegalArgumentException(field);
        }
        return Base64.getDecoder().decode(found.group(1));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Emulator(SecureRandom random, SecretKeySpec key, long latency) {
        this.random = random;
        this.key = key;
        this.latency = latency;
    }
}

package dev.ske.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moto's server: a KMS that others wrote. {@code SKE_TEST_MOTO} is the command that starts it, to which a port is added;
 * without it the tests that need it are skipped. It takes any credentials. Its RSA keys encrypt with AES.
 */
final class Moto implements AutoCloseable {
    static final String REGION = "us-east-1";

    private static final Pattern KEY_ID = Pattern.compile("\"KeyId\": ?\"([^\"]+)\"");
    private static final int SECONDS = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    /** Starts it on a free port; its log goes to a file of {@code folder}. */
    static Moto start(Path folder) {
        String command = System.getenv("SKE_TEST_MOTO");
        assumeTrue(
                command != null && !command.isBlank(),
                "SKE_TEST_MOTO names no command that starts moto's server: nothing is tested against it");
        try {
            return new Moto(List.of(command.trim().split(" +", -1)), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:" + port, "AWS_REGION", REGION);
    }

    /** {@code SYMMETRIC_DEFAULT}, {@code RSA_2048}, ...; the key's id. */
    String create(String spec, String alias) {
        try {
            Matcher created = KEY_ID.matcher(
                    ask("CreateKey", "{\"KeySpec\": \"" + spec + "\", \"KeyUsage\": \"ENCRYPT_DECRYPT\"}"));
            if (!created.find()) {
                throw new IllegalStateException("moto has made no key");
            }
            String id = created.group(1);
            ask("CreateAlias", "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + id + "\"}");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String ask(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                .header("X-Amz-Target", "TrentService." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20250101/" + REGION
                                + "/kms/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(operation + " of moto: " + response.body());
        }
        return response.body();
    }

    private Moto(List<String> start, Path folder) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(start);
        command.add(Integer.toString(port));
        Path log = folder.resolve("moto.log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("moto's server did not start\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            ask("ListKeys", "{}");
            return true;
        } catch (IOException e) {
            return false; // not up yet
        }
    }
}

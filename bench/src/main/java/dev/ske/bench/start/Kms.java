package dev.ske.bench.start;

import dev.ske.bench.Jars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The running {@link Emulator}, with ports of several latencies. */
public final class Kms implements AutoCloseable {
    private static final int WARM_UP = 3000;

    private final Process process;
    private final Map<Integer, Integer> ports;

    /** Starts it, and makes calls with the first latency until its code is compiled. */
    public static Kms start(List<Integer> latencies) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Jars.java(),
                "-XX:TieredStopAtLevel=1", // its compilers have done their work when the measuring begins
                "-XX:+UseSerialGC",
                "-cp",
                Jars.own().toString(),
                Emulator.class.getName()));
        latencies.forEach(latency -> command.add(latency.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String[] printed = Objects.requireNonNull(output.readLine(), "the emulator of KMS did not start")
                .split(" ", -1);
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < printed.length; i++) {
            ports.put(latencies.get(i), Integer.valueOf(printed[i]));
        }
        Kms kms = new Kms(process, ports);
        kms.warmUp(latencies.get(0));
        return kms;
    }

    /** The environment in which programs find it, and credentials that it does not look at. */
    public Map<String, String> environment(int latency) {
        return Map.of(
                "AWS_ENDPOINT_URL_KMS", url(latency),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIABENCH",
                "AWS_SECRET_ACCESS_KEY", "not-a-secret");
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void warmUp(int latency) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String blob = ask(client, latency, "Encrypt", "{\"Plaintext\":\"d2FybSB1cA==\"}")
                .replaceAll(".*\"CiphertextBlob\":\"([^\"]*)\".*", "$1");
        for (int call = 0; call < WARM_UP; call++) {
            ask(client, latency, "Decrypt", "{\"CiphertextBlob\":\"" + blob + "\"}");
        }
    }

    private String ask(HttpClient client, int latency, String operation, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url(latency)))
                        .header("X-Amz-Target", "TrentService." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the emulator of KMS answered " + answer.statusCode());
        }
        return answer.body();
    }

    private String url(int latency) {
        return "http://127.0.0.1:" + ports.get(latency);
    }

    private Kms(Process process, Map<Integer, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }
}

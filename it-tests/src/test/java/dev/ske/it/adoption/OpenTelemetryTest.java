package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ske.it.Any;
import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Live;
import dev.ske.it.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "OpenTelemetry's agent",
        program = "opentelemetry",
        artifact = "opentelemetry-javaagent",
        how = TwoAgents.HOW + "; after ours it gets a secret `OTEL_EXPORTER_OTLP_HEADERS` too",
        rotation = "as the program reads it; its own settings: no")
class OpenTelemetryTest {
    @TempDir
    Path folder;

    private final Adopted program = Adopted.program("opentelemetry");
    private final String telemetry = "-javaagent:" + program.library("opentelemetry-javaagent");

    @OnAdoptedJdks
    void it_traces_a_request_in_either_order(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        for (List<String> agents : TwoAgents.inEitherOrder(telemetry, secret)) {
            Run run = traced(jdk, agents, "none").run();
            secret.isShown(run, "password");
            assertThat(run.value("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
            assertThat(run.stderr()).doesNotContain("ske: ");
        }
    }

    @OnAdoptedJdks
    void its_exporter_s_key_is_a_secret_if_ours_comes_first(Jdk jdk) throws IOException, InterruptedException {
        String key = Any.secret();
        OneSecret secret = OneSecret.of(folder, "OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + key);
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        Launch launch = traced(jdk, List.of(secret.agent(), telemetry), "otlp")
                .env("OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED", "false")
                .env("OTEL_INSTRUMENTATION_HTTP_URL_CONNECTION_ENABLED", "true")
                .env("OTEL_BSP_SCHEDULE_DELAY", "100")
                .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .env(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort());
        try (Live live = launch.start()) {
            assertThat(keys.poll(180, TimeUnit.SECONDS)).isEqualTo(key);
            assertThat(live.end().exit()).isZero();
        } finally {
            collector.stop(0);
        }
    }

    private Launch traced(Jdk jdk, List<String> agents, String exporter) {
        return program.launch(jdk, agents, "adoption.Telemetry")
                .env("OTEL_TRACES_EXPORTER", exporter)
                .env("OTEL_METRICS_EXPORTER", "none")
                .env("OTEL_LOGS_EXPORTER", "none");
    }
}

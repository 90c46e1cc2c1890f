package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "gRPC over Netty",
        program = "grpc",
        artifact = "grpc-netty-shaded",
        how = "`System.getenv(\"API_TOKEN\")` in `CallCredentials`",
        rotation = "yes")
class GrpcTest {
    @TempDir
    Path folder;

    /** Compared with the same under no agent, because some JVMs complain of what Netty does. */
    @OnAdoptedJdks
    void calls_over_its_native_transport_carry_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "API_TOKEN");
        Adopted program = Adopted.program("grpc");
        Run plain = program.launch(jdk, "-Dno.agent", "adoption.Grpc")
                .env("API_TOKEN", secret.value())
                .run();
        Run run = program.launch(jdk, secret.agent(), "adoption.Grpc").run();
        assertThat(run.value("authorization")).isEqualTo("Bearer " + secret.value());
        assertThat(run.value("answer")).isEqualTo("hello client");
        assertThat(run).usingRecursiveComparison().ignoringFields("pid").isEqualTo(plain);
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Mockito",
        program = "mockito",
        artifact = "mockito-core",
        how = TwoAgents.HOW + ", or attached by itself",
        rotation = "as the program reads it",
        jdks = {11, 25})
class MockitoTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void it_mocks_a_final_class_and_a_static_method_in_either_order_and_attached(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("mockito");
        String mockito = "-javaagent:" + program.library("mockito-core");
        List<List<String>> ways = Stream.concat(
                        Stream.of(List.of(secret.agent())), TwoAgents.inEitherOrder(mockito, secret).stream())
                .toList();
        for (List<String> agents : ways) {
            Run run = program.launch(jdk, agents, "adoption.Mocks").run();
            secret.isShown(run, "password");
            assertThat(run.lines()).contains("mock=42", "static=mocked", "real=bank");
            assertThat(run.stderr()).doesNotContain("ske: ");
        }
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "BlockHound",
        program = "blockhound",
        artifact = "blockhound",
        how = TwoAgents.HOW + ", or attached by itself; to read a secret does not block",
        rotation = "as the program reads it")
class BlockHoundTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void it_tells_sleeping_from_reading_a_secret_in_either_order_and_attached(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("blockhound");
        List<List<String>> ways =
                new ArrayList<>(TwoAgents.inEitherOrder("-javaagent:" + program.library("blockhound"), secret));
        ways.add(List.of(secret.agent()));
        for (List<String> agents : ways) {
            List<String> options = new ArrayList<>(agents);
            options.add("-XX:+IgnoreUnrecognizedVMOptions"); // older JDKs have no need of the next one
            options.add("-XX:+AllowRedefinitionToAddDeleteMethods");
            Run run = program.launch(jdk, options, "adoption.Blocks").run();
            secret.isShown(run, "loop", "map", "main");
            assertThat(run.value("sleep")).startsWith("Blocking call! java.lang.Thread.sleep");
            assertThat(run.stderr()).doesNotContain("ske: ");
        }
    }
}

package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Desk;
import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "SnakeYAML",
        program = "snakeyaml",
        artifact = "snakeyaml",
        how = "`${DB_PASSWORD}`, by `EnvScalarConstructor`; beside the agent's own SnakeYAML too",
        rotation = "when the document is loaded again")
class SnakeYamlTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_value_of_the_environment_in_yaml_is_the_secret(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.yaml",
                "ske: {keys: [file:./ske.key]}\nDB_PASSWORD: " + desk.seal("DB_PASSWORD", secret) + "\n");
        Run run = Adopted.program("snakeyaml")
                .launch(jdk, desk.agent("secrets.yaml"), "adoption.Yamls")
                .run()
                .silent();
        assertThat(run.value("password")).isEqualTo(secret);
    }
}

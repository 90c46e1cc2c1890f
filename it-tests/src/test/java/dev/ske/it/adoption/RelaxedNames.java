package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.Run;
import java.nio.file.Path;

/** Programs that ask their framework for {@code ${DB_PASSWORD}} and for {@code db.password}, and that copies the map at its start. */
final class RelaxedNames {
    static final String ROTATION = "no: the map is copied";

    /** {@code main}: the program's class; {@code folder}: for documents. */
    static void areTheSecretThatItBeganWith(Jdk jdk, String program, String main, Path folder)
            throws InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        try (Live live =
                Adopted.program(program).launch(jdk, secret.agent(), main).start()) {
            Run first = secret.askUntilSeen(live);
            assertThat(first.value("reference")).isEqualTo(secret.value());
            assertThat(first.value("relaxed")).isEqualTo(secret.value());
            secret.change();
            Run next = secret.askUntilSeen(live);
            assertThat(next.value("reference")).isEqualTo(first.value("getenv"));
            assertThat(next.value("relaxed")).isEqualTo(first.value("getenv"));
            live.end().silent();
        }
    }

    private RelaxedNames() {}
}

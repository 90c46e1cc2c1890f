package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the JVM exits: the program's own hooks still read, and what comes after them finds nothing. */
class ShutdownTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void the_hooks_of_the_program_still_read_and_after_them_everything_is_wiped(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        List<String> options = new ArrayList<>(List.of(desk.agent("secrets.env")));
        if (jdk.feature() > 8) {
            options.add("--add-opens=java.base/java.lang=ALL-UNNAMED"); // for the program's look behind the hooks
        }

        Run run = jdk.java(options.toArray(String[]::new))
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.LateReader", "7")
                .run();

        assertThat(run.exit()).as("%s", run).isEqualTo(7);
        assertThat(run.stderr()).isEmpty();
        assertThat(run.value("main")).isEqualTo(secret + " " + secret);
        assertThat(run.value("hook")).isEqualTo(secret + " " + secret);
        assertThat(run.value("late")).isEqualTo("null STORE_DESTROYED");
    }
}

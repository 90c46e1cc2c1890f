package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at once share the few ciphers that there are, and a read leaves hardly anything to the garbage collector. */
class ManyReadersTest {
    private static final int THREADS = 1000;
    private static final int LONG = 3000;

    /** Two arrays: the argument, and the arguments of the bridge. */
    private static final int ALLOWED = 64;

    @TempDir
    Path folder;

    @OnEachJdk
    void a_thousand_threads_read_the_right_values_without_further_memory_for_keys(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nSHORT=" + desk.seal("SHORT", secret) + "\nLONG="
                        + desk.seal("LONG", "x".repeat(LONG)) + "\n");
        Run run = jdk.java(desk.agent("secrets.env"))
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.ReadProbe")
                .with(Integer.toString(THREADS), Integer.toString(secret.length()), Integer.toString(LONG))
                .run()
                .silent();
        assertThat(run.value("right")).isEqualTo(run.value("wanted"));
        assertThat(run.value("same memory")).isEqualTo("true");
        assertThat(Integer.parseInt(run.value("besides"))).isBetween(0, ALLOWED);
    }
}

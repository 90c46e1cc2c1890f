package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** An application class-data archive serves as many classes under our agent as under an empty one. */
class SharedArchiveTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void an_archive_made_without_an_agent_stays_in_use(Jdk jdk) throws IOException {
        assumeTrue(jdk.feature() >= 11, "application class-data sharing is in OpenJDK since 10");
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", Any.secret()) + "\n");
        Path list = folder.resolve("classes.list");
        Path archive = folder.resolve("app.jsa");
        run(jdk, "-XX:DumpLoadedClassList=" + list, "-Dnothing=1").silent();
        Run dump = jdk.java("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive)
                .with("-cp", Programs.plainJar().toString())
                .run();
        assertThat(dump.exit()).as("%s", dump).isZero();

        Run ours = run(jdk, "-XX:SharedArchiveFile=" + archive, desk.agent("secrets.env"));
        long shared = shared();
        Run empty = run(jdk, "-XX:SharedArchiveFile=" + archive, "-javaagent:" + Programs.emptyAgent());
        long sharedUnderEmptyAgent = shared();

        assertThat(ours.stderr()).isEqualTo(empty.stderr());
        assertThat(ours.stdout()).isEqualTo(empty.stdout());
        assertThat(sharedUnderEmptyAgent).isGreaterThan(300);
        assertThat(shared).isGreaterThanOrEqualTo(sharedUnderEmptyAgent * 98 / 100);
    }

    private Run run(Jdk jdk, String sharing, String agent) {
        return jdk.java(sharing, agent, "-Xlog:class+load:file=" + folder.resolve("load.log"))
                .with("-cp", Programs.plainJar().toString(), "probe.Probe", "get:PLAIN", "names")
                .env("PLAIN", "p")
                .run();
    }

    private long shared() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("load.log"))) {
            return lines.filter(line -> line.contains("shared objects file")).count();
        }
    }
}

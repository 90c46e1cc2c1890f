package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application class-data archive serves as many classes under our agent as under an empty one. */
class SharedArchiveTest {
    @TempDir
    Path folder;

    /** OpenJDK has application archives since 10. */
    static List<Jdk> jdksWithArchives() {
        return Jdk.since(11);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithArchives")
    void an_archive_made_without_agents_in_mind_serves_what_it_serves_an_empty_agent(Jdk jdk) throws IOException {
        compare(jdk);
    }

    /** The recipe for 25 and newer, which otherwise complain of any agent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithArchives")
    void an_archive_made_with_java_instrument_stays_in_use_without_a_word(Jdk jdk) throws IOException {
        Run ours = compare(jdk, "--add-modules", "java.instrument");
        assertThat(ours.silent().stdout()).isEqualTo("get PLAIN=p\n");
    }

    static List<Jdk> jdksWithAheadOfTimeCaches() {
        return Jdk.since(25);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithAheadOfTimeCaches")
    void an_ahead_of_time_cache_trained_under_the_agent_serves_the_agent_s_classes_too(Jdk jdk) throws IOException {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", Any.secret()) + "\n");
        Path cache = folder.resolve("app.aot");
        Run training = run(jdk, "-XX:AOTCacheOutput=" + cache, desk.agent("secrets.env"));
        assertThat(training.exit()).as("%s", training).isZero();
        assertThat(cache).isNotEmptyFile();

        run(jdk, "-XX:AOTCache=" + cache, desk.agent("secrets.env")).silent();

        try (Stream<String> lines = Files.lines(folder.resolve("load.log"))) {
            assertThat(lines.filter(line -> line.contains(" dev.ske.agent.") && line.contains("shared objects file")))
                    .hasSizeGreaterThan(100);
        }
    }

    private Run compare(Jdk jdk, String... dumpOptions) throws IOException {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", Any.secret()) + "\n");
        Path list = folder.resolve("classes.list");
        Path archive = folder.resolve("app.jsa");
        run(jdk, "-XX:DumpLoadedClassList=" + list, "-Dnothing=1").silent();
        Run dump = jdk.java("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive)
                .with(dumpOptions)
                .with("-cp", Programs.plainJar().toString())
                .run();
        assertThat(dump.exit()).as("%s", dump).isZero();

        Run ours = run(jdk, "-XX:SharedArchiveFile=" + archive, desk.agent("secrets.env"));
        long shared = shared();
        Run empty = run(jdk, "-XX:SharedArchiveFile=" + archive, "-javaagent:" + Programs.emptyAgent());
        long sharedUnderEmptyAgent = shared();

        assertThat(untimed(ours.stderr())).isEqualTo(untimed(empty.stderr()));
        assertThat(untimed(ours.stdout())).isEqualTo(untimed(empty.stdout()));
        assertThat(sharedUnderEmptyAgent).isGreaterThan(300);
        assertThat(shared)
                .as("of %d under an empty agent", sharedUnderEmptyAgent)
                .isGreaterThanOrEqualTo(sharedUnderEmptyAgent * 98 / 100);
        return ours;
    }

    private Run run(Jdk jdk, String sharing, String agent) {
        return jdk.java(sharing, agent, "-Xlog:class+load:file=" + folder.resolve("load.log"))
                .with("-cp", Programs.plainJar().toString(), "probe.Probe", "get:PLAIN")
                .env("PLAIN", "p")
                .run();
    }

    private long shared() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("load.log"))) {
            return lines.filter(line -> line.contains("shared objects file")).count();
        }
    }

    /** The JVM's own log lines begin with the time since start. */
    private static String untimed(String output) {
        return output.replaceAll("(?m)^\\[\\d+[.,]\\d+s\\]", "[time]");
    }
}

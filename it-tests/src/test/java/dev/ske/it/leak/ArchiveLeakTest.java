package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Any;
import dev.ske.it.Desk;
import dev.ske.it.Jars;
import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that archives its classes for later starts writes nothing of a secret or a key, whatever the program has read. */
class ArchiveLeakTest {
    private static final String UNLOCKED = "-XX:+UnlockDiagnosticVMOptions";
    private static final String ALLOWED = "-XX:+AllowArchivingWithJavaAgent";

    @TempDir
    Path folder;

    static List<Jdk> jdksWithDynamicArchives() {
        return Jdk.since(13);
    }

    /** From 24 on; objects of the heap are in them too. */
    static List<Jdk> jdksWithAheadOfTimeCaches() {
        return Jdk.since(24);
    }

    /** The JVM archives under an agent for tests only: in use, archives are made without one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithDynamicArchives")
    void a_dynamic_archive_holds_no_secret_and_no_key(Jdk jdk) throws IOException {
        assumeAllowed(jdk);
        search(jdk, UNLOCKED, ALLOWED, "-XX:ArchiveClassesAtExit=" + folder.resolve("archive/app.jsa"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithAheadOfTimeCaches")
    void the_record_of_an_ahead_of_time_cache_holds_no_secret_and_no_key(Jdk jdk) throws IOException {
        assumeAllowed(jdk);
        search(
                jdk,
                UNLOCKED,
                ALLOWED,
                "-XX:AOTMode=record",
                "-XX:AOTConfiguration=" + folder.resolve("archive/app.aotconf"));
    }

    static List<Jdk> jdksThatTrainInOneStep() {
        return Jdk.since(25);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksThatTrainInOneStep")
    void an_ahead_of_time_cache_that_was_trained_under_the_agent_holds_no_secret_and_no_key(Jdk jdk)
            throws IOException {
        search(jdk, "-XX:AOTCacheOutput=" + folder.resolve("archive/app.aot"));
        assertThat(folder.resolve("archive/app.aot")).isNotEmptyFile();
    }

    private static void assumeAllowed(Jdk jdk) {
        assumeTrue(
                jdk.java(UNLOCKED, ALLOWED).with("-version").run().exit() == 0,
                "this JDK's JVM archives nothing while an agent is loaded");
    }

    private void search(Jdk jdk, String... archiving) throws IOException {
        Desk desk = new Desk(folder);
        String unread = Any.secret();
        String used = Any.secret();
        String own = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nUNREAD=" + desk.seal("UNREAD", unread) + "\nUSED=" + desk.seal("USED", used)
                        + "\nOWN=" + desk.seal("OWN", own) + "\n");
        Path archives = Files.createDirectories(folder.resolve("archive"));
        Path schedule = folder.resolve("schedule");
        try (Live program = jdk.java(archiving)
                .with(desk.agent("secrets.env"), "-cp", Programs.apiJar() + File.pathSeparator + Jars.api())
                .with("probe.LeakProbe")
                .start()) {
            for (String command : List.of("use USED", "use-bytes USED", "get OWN", "getenv OWN")) {
                program.ask(command);
            }
            program.ask("sealing-key " + schedule);
            assertThat(program.end().exit()).as("%s", program.errors()).isZero();
        }
        Needle control = Needle.text("a class", "probe/LeakProbe");
        List<Needle> secrets = List.of(
                Needle.text("unread", unread),
                Needle.text("used", used),
                Needle.text("own", own),
                Needle.key("local key", desk.key().key()),
                Needle.key("data key", desk.dataKey()),
                Needle.key("sealing key", SealingSchedule.keyIn(schedule)));
        Search search =
                Search.of(Stream.concat(Stream.of(control), secrets.stream()).toList());
        Findings found = search.nothing();
        try (Stream<Path> written = Files.list(archives)) {
            for (Path archive : written.toList()) {
                found = found.and(search.file(archive));
            }
        }
        assertThat(found.of(control).count()).as("%s", found).isPositive();
        for (Needle secret : secrets) {
            assertThat(found.of(secret)).as("%s", secret).hasToString("0");
        }
    }
}

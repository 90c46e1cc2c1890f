package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Jdk;
import dev.ske.it.Live;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In local-cluster mode the executors are JVMs of their own, which standalone workers start. */
@Adopts(
        name = "Apache Spark",
        program = "spark",
        artifact = "spark-core_2.13",
        how = "`System.getenv(\"DB_PASSWORD\")` in a task, on an executor",
        rotation = "yes",
        jdks = {17, 25})
@EnabledOnOs(value = OS.LINUX, disabledReason = "environments of processes are read from /proc")
class SparkTest {
    @TempDir
    Path folder;

    private SparkHome spark;

    /** One executor, as its task has answered. */
    private record Executor(String id, long pid, String digest) {
        static Executor of(String line) {
            String[] words = line.split(" ", -1);
            return new Executor(words[0], Long.parseLong(words[1]), words[2]);
        }
    }

    @BeforeEach
    void install() {
        spark = new SparkHome(folder);
    }

    @AfterEach
    void remove() {
        if (spark != null) { // null where the program is not built
            spark.removeLinks();
        }
    }

    @OnAdoptedJdks
    void two_executors_read_a_secret_that_stands_in_no_file_environment_or_command_line(Jdk jdk) throws Exception {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        List<Executor> executors;
        try (Live driver = start(jdk, Map.of("spark.executor.extraJavaOptions", spark.options(secret.agent())))) {
            executors = served(driver, "none", secret);
            Places places = new Places(secret.value());
            assertThat(everywhere(driver, places)).isEmpty();

            Path planted = Files.writeString(executorsFolder().resolve("planted"), "x" + secret.value());
            assertThat(places.files(folder)).containsExactly(planted.toString());
            Files.delete(planted);
            end(driver, executors);
            assertThat(everywhere(driver, places)).isEmpty();
        }
    }

    @Test
    void the_driver_may_read_it_too() throws Exception {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        String options = spark.options(secret.agent());
        try (Live driver = start(
                Jdk.running(),
                Map.of("spark.driver.extraJavaOptions", options, "spark.executor.extraJavaOptions", options))) {
            List<Executor> executors = served(driver, digest(secret.value()), secret);
            Places places = new Places(secret.value());
            assertThat(everywhere(driver, places)).isEmpty();
            end(driver, executors);
            assertThat(everywhere(driver, places)).isEmpty();
        }
    }

    /** What the search above would have found; that Spark redacts is by the name, not by what it is. */
    @Test
    void without_the_agent_the_same_search_finds_it_in_environments_and_the_event_log() throws Exception {
        String password = Any.secret();
        String pass = Any.secret();
        try (Live driver = start(
                Jdk.running(), Map.of("spark.executorEnv.DB_PASSWORD", password, "spark.executorEnv.DB_PASS", pass))) {
            List<Executor> executors = job(driver, "none");
            assertThat(executors).extracting(Executor::digest).containsOnly(digest(password));
            String[] environments = executors.stream()
                    .map(executor -> "/proc/" + executor.pid + "/environ")
                    .toArray(String[]::new);
            assertThat(new Places(password).processes()).containsExactlyInAnyOrder(environments);
            assertThat(new Places(pass).processes()).containsExactlyInAnyOrder(environments);
            end(driver, executors);
            assertThat(new Places(password).files(spark.events())).isEmpty();
            assertThat(new Places(pass).files(spark.events()))
                    .singleElement()
                    .asString()
                    .contains("/events_1_");
        }
    }

    private Live start(Jdk jdk, Map<String, String> properties) {
        return spark.submit(jdk, properties).start();
    }

    private static List<Executor> served(Live driver, String drivers, OneSecret secret) {
        List<Executor> executors = job(driver, drivers);
        assertThat(executors).extracting(Executor::digest).containsOnly(digest(secret.value()));
        return executors;
    }

    /** Runs one, and checks that it was run by two other processes. */
    private static List<Executor> job(Live driver, String drivers) {
        List<String> lines = driver.ask("job").lines();
        assertThat(lines).filteredOn(line -> line.startsWith("driver ")).containsExactly("driver " + drivers);
        List<Executor> executors = lines.stream()
                .filter(line -> line.startsWith("executor "))
                .map(line -> Executor.of(line.substring("executor ".length())))
                .toList();
        assertThat(executors).extracting(Executor::id).containsExactlyInAnyOrder("0", "1");
        assertThat(executors).extracting(Executor::pid).doesNotHaveDuplicates().doesNotContain(driver.pid());
        return executors;
    }

    /** The search, which has the event log and what the executors printed before it. */
    private List<String> everywhere(Live driver, Places places) throws IOException {
        assertThat(text(spark.events())).contains("spark.executor.extraJavaOptions");
        assertThat(text(spark.work())).contains("Spark Executor Command");
        List<String> found = places.files(folder);
        found.addAll(places.processes());
        if (places.in(driver.errors()) || places.in(driver.printed())) {
            found.add("what the driver printed");
        }
        return found;
    }

    /** Ends the driver, and waits for the executors, which it kills. */
    private static void end(Live driver, List<Executor> executors) throws Exception {
        assertThat(driver.end().exit()).as(driver::errors).isZero();
        for (Executor executor : executors) {
            ProcessHandle process = ProcessHandle.of(executor.pid).orElse(null);
            if (process != null) {
                process.onExit().get(3, TimeUnit.MINUTES);
            }
        }
    }

    private Path executorsFolder() throws IOException {
        try (Stream<Path> all = Files.walk(spark.work())) {
            return all.filter(file -> file.endsWith("stderr"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private static String text(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                        } catch (IOException e) {
                            return "";
                        }
                    })
                    .collect(Collectors.joining());
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

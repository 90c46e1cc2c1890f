package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a download of Spark unpacks to, as links to the jars that Maven has: {@code SPARK_HOME}. All that a job writes is
 * below its folder.
 */
final class SparkHome {
    private final Adopted program = Adopted.program("spark");
    private final Path folder;

    SparkHome(Path folder) {
        this.folder = folder;
        try {
            for (String name : new String[] {"jars", "events", "local", "tmp"}) {
                Files.createDirectory(folder.resolve(name));
            }
            for (Path library : program.libraries()) {
                Files.createSymbolicLink(folder.resolve("jars").resolve(library.getFileName()), library);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JUnit warns of each link that it deletes. */
    void removeLinks() {
        try {
            for (Path library : program.libraries()) {
                Files.delete(folder.resolve("jars").resolve(library.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Temporary files too lie below the folder. */
    String options(String more) {
        return "-Djava.io.tmpdir=" + folder.resolve("tmp") + " " + more;
    }

    /** What the executors print. */
    Path work() {
        return folder.resolve("work");
    }

    Path events() {
        return folder.resolve("events");
    }

    /** The command that {@code spark-submit} makes of the program's jar and a properties file. */
    Launch submit(Jdk jdk, Map<String, String> properties) {
        Run made = in(Launch.of(jdk.home().resolve("bin/java").toString()))
                .with("-cp", folder + "/jars/*", "org.apache.spark.launcher.Main")
                .with("org.apache.spark.deploy.SparkSubmit", "--properties-file", file(properties))
                .with("--class", "adoption.Spark")
                .with(program.folder().resolve("target/spark-0.1.0.jar").toString())
                .run();
        assertThat(made.exit()).as("%s", made).isZero();
        String[] command = Arrays.stream(made.stdout().split("\0", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        return in(Launch.of(command[0])).with(Arrays.copyOfRange(command, 1, command.length));
    }

    /** As its {@code load-spark-env.sh} has it; SPARK_LOCAL_IP keeps it on this machine. */
    private Launch in(Launch launch) {
        return launch.in(folder)
                .env("SPARK_HOME", folder.toString())
                .env("SPARK_SCALA_VERSION", "2.13")
                .env("SPARK_LOCAL_IP", "127.0.0.1");
    }

    /** Two executors with one core each, of which each is there before a task is given to either. */
    private String file(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "spark.master", "local-cluster[2,1,512]",
                "spark.executor.memory", "512m",
                "spark.driver.memory", "512m",
                "spark.cores.max", "2",
                "spark.scheduler.minRegisteredResourcesRatio", "1.0",
                "spark.scheduler.maxRegisteredResourcesWaitingTime", "3m",
                "spark.ui.enabled", "false",
                "spark.eventLog.enabled", "true",
                "spark.eventLog.dir", events().toUri().toString(),
                "spark.local.dir", folder.resolve("local").toString()));
        all.put("spark.eventLog.compress", "false");
        all.put("spark.driver.extraJavaOptions", options(""));
        all.put("spark.executor.extraJavaOptions", options(""));
        all.putAll(more);
        String text = all.entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            return Files.writeString(folder.resolve("spark.conf"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

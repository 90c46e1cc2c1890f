package dev.ske.bench.memory;

import dev.ske.bench.Jars;
import dev.ske.bench.memory.Figures.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs {@code Footprint} on one JDK. */
final class Footprints {
    private static final int SECONDS = 60;
    private static final double MEGABYTE = 1e6;
    private static final Pattern FIGURES = Pattern.compile("(?m)^(\\d+) (\\d+) (\\d+)$");
    // "[Loaded java.lang.Object from ...]" on 8, "[0.1s][info][class,load] java.lang.Object source: ..." since
    private static final Pattern LOADED =
            Pattern.compile("(?m)^(?:\\[Loaded ([^ ]+) from |\\[.*\\[class,load *\\] ([^ ]+) source: )");
    private static final Pattern OF_THE_JDK = Pattern.compile("(?:java|javax|jdk|sun|com\\.sun)\\..*");

    private final Path home;
    private final Path jar;

    Footprints(Path home, Path jar) {
        this.home = home;
        this.jar = jar;
    }

    /** One more run with this agent. */
    void run(String agent, Figures figures) throws IOException, InterruptedException {
        Matcher printed = FIGURES.matcher(output(agent, "Footprint", List.of()));
        if (!printed.find()) {
            throw new IllegalStateException("the program printed no figures");
        }
        figures.add(Kind.HEAP, Long.parseLong(printed.group(1)) / MEGABYTE);
        figures.add(Kind.METASPACE, Long.parseLong(printed.group(2)) / MEGABYTE);
        figures.add(Kind.THREADS, Integer.parseInt(printed.group(3)));
        List<String> loaded = loaded(output(agent, "Footprint", List.of("-verbose:class")));
        figures.add(Kind.CLASSES, loaded.size());
        loaded.removeIf(name -> OF_THE_JDK.matcher(name).matches());
        figures.add(Kind.FOREIGN, loaded.size());
    }

    private static List<String> loaded(String output) {
        return LOADED.matcher(output)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(name -> !name.equals(Jars.className("Footprint")))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private String output(String agent, String program, List<String> options) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(home.resolve("bin/java").toString(), agent);
        command.command().addAll(options);
        command.command().addAll(List.of("-cp", jar.toString(), Jars.className(program)));
        command.environment().keySet().removeIf(name -> name.contains("JAVA") || name.startsWith("SKE"));
        Process process = command.redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("a JVM under " + agent + " did not end as it should");
        }
        return output;
    }
}

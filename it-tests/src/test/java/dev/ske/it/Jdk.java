package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK to test on. {@code SKE_TEST_JDKS} (environment or system property) lists {@code FEATURE=HOME}, separated by
 * commas or white space; without it whatever is installed is taken. Of a home only {@code bin/java} is sure to be
 * there, and it may be a launcher script.
 */
public record Jdk(int feature, Path home) {
    /** The releases that every promise is made for. */
    public static final List<Integer> PROMISED = List.of(8, 11, 17, 21, 25);

    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
    private static final List<Jdk> ALL = find();

    public static List<Jdk> all() {
        return ALL;
    }

    public static List<Jdk> oldestAndNewest() {
        return ALL.size() == 1 ? ALL : List.of(ALL.get(0), newest());
    }

    public static List<Jdk> since(int feature) {
        return ALL.stream().filter(jdk -> jdk.feature >= feature).toList();
    }

    public static Jdk newest() {
        return ALL.get(ALL.size() - 1);
    }

    /** A different one for each {@code number}, in turn: for many cases of which each need not run everywhere. */
    public static Jdk inTurn(int number) {
        return ALL.get(number % ALL.size());
    }

    public static Optional<Jdk> of(int feature) {
        return ALL.stream().filter(jdk -> jdk.feature == feature).findFirst();
    }

    /** The JDK that runs the tests: it has every tool. */
    public static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    public Launch java(String... arguments) {
        return Launch.of(home.resolve("bin/java").toString()).with(arguments);
    }

    /** Runs a test program of the plain class path under the given JVM options. */
    public Launch program(String mainClass, List<String> options, String... arguments) {
        return java().with(options.toArray(String[]::new))
                .with("-cp", Programs.plain().toString(), mainClass)
                .with(arguments);
    }

    /** Runs {@code probe.Probe} under an agent, or another single JVM option. */
    public Launch probe(String option, String... verbs) {
        return program("probe.Probe", List.of(option), verbs);
    }

    public Launch tool(String name, String... arguments) {
        return Launch.of(home.resolve("bin").resolve(name).toString()).with(arguments);
    }

    public boolean has(String tool) {
        return Files.isExecutable(home.resolve("bin").resolve(tool));
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static List<Jdk> find() {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        String listed = System.getProperty("SKE_TEST_JDKS", System.getenv().getOrDefault("SKE_TEST_JDKS", ""));
        if (!listed.isBlank()) {
            for (String item : Pattern.compile("[\\s,]+").split(listed.trim(), -1)) {
                int equals = item.indexOf('=');
                Jdk jdk = new Jdk(Integer.parseInt(item.substring(0, equals)), Path.of(item.substring(equals + 1)));
                if (!jdk.has("java")) {
                    throw new IllegalStateException("SKE_TEST_JDKS names " + jdk.home + ", which has no bin/java");
                }
                found.put(jdk.feature, jdk);
            }
        } else {
            found.put(running().feature, running());
            for (Path home : installed()) {
                featureOf(home).ifPresent(feature -> found.putIfAbsent(feature, new Jdk(feature, home)));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> installed() {
        List<Path> homes = new ArrayList<>();
        if (System.getenv("JAVA_HOME") != null) {
            homes.add(Path.of(System.getenv("JAVA_HOME")));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> children = Files.list(usual)) {
                children.sorted().forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes;
    }

    private static Optional<Integer> featureOf(Path home) {
        try {
            Matcher version = RELEASE.matcher(Files.readString(home.resolve("release")));
            return version.find() && Files.isExecutable(home.resolve("bin/java"))
                    ? Optional.of(Integer.valueOf(version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // not a JDK: /usr/lib/jvm holds other folders too
        }
    }
}

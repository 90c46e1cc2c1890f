package dev.ske.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine by feature number: those of {@code SKE_TEST_JDKS}, a list of {@code FEATURE=HOME} with commas or
 * spaces between, then the one that runs this, then those in the usual folder. The first of a feature counts.
 */
final class Jdks {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Map<Integer, Path> found = new TreeMap<>();

    /** {@code named}: feature numbers or homes; where there are any, only those. */
    static Map<Integer, Path> find(List<String> named, String listed, Path usual) throws IOException {
        Jdks jdks = new Jdks();
        for (String item : listed.strip().split("[\\s,]+", -1)) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                jdks.found.putIfAbsent(Integer.valueOf(item.substring(0, equals)), Path.of(item.substring(equals + 1)));
            }
        }
        jdks.add(Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(usual)) {
            try (Stream<Path> homes = Files.list(usual)) {
                homes.sorted().forEach(jdks::add);
            }
        }
        return named.isEmpty() ? jdks.found : jdks.only(named);
    }

    private Map<Integer, Path> only(List<String> named) {
        Jdks only = new Jdks();
        for (String jdk : named) {
            if (NUMBER.matcher(jdk).matches()) {
                Path home = found.get(Integer.valueOf(jdk));
                if (home == null) {
                    throw new UsageException("no JDK " + jdk + " was found; --jdk HOME names one");
                }
                only.found.put(Integer.valueOf(jdk), home);
            } else if (!only.add(Path.of(jdk))) {
                throw new UsageException("no JDK: " + jdk);
            }
        }
        return only.found;
    }

    private boolean add(Path home) {
        Optional<Integer> feature = feature(home);
        feature.ifPresent(number -> found.putIfAbsent(number, home.toAbsolutePath()));
        return feature.isPresent();
    }

    private static Optional<Integer> feature(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() && Files.isExecutable(home.resolve("bin/java"))
                    ? Optional.of(Integer.valueOf(version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the usual folder holds others too
        }
    }

    private Jdks() {}
}

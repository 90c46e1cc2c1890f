package dev.ske.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bench/run} was asked for.
 *
 * @param quick fewer runs
 * @param only names of parts
 * @param baseline another agent
 * @param outputs files for what came out
 * @param jdks homes or feature numbers of those that are measured; empty: all that are found
 * @param help nothing but the usage
 */
record Arguments(
        boolean quick, List<String> only, Optional<Path> baseline, Outputs outputs, List<String> jdks, boolean help) {
    static final List<String> PARTS = List.of("starts", "commands", "reads", "memory");
    static final String USAGE = """
            usage: bench/run [--quick] [--only PART[,PART...]] [--jdk JDK]... [--baseline JAR]
                             [--json FILE] [--chart FILE] [--docs FILE]

            Measures what SKE costs: whole starts, short commands, reads, and memory. Prints a table, with what is promised
            and whether it is met; ends with 0 either way.

              --quick         fewer runs, JDK 17 and 25 only: under ten minutes on two cores; else about 40 with 5 JDKs
              --only PARTS    of starts, commands, reads, memory
              --jdk JDK       this one, by its home or its feature number, and no other that is not named so too; else
                              those of SKE_TEST_JDKS (FEATURE=HOME,...), the one that runs this, and those in /usr/lib/jvm
              --baseline JAR  the agent of another revision, which is measured beside: starts and reads
              --json FILE     all of it for programs
              --chart FILE    the ratios of which something is promised, as an SVG picture
              --docs FILE     replaces the text between '<!-- bench -->' and '<!-- end -->' in this page by the tables
              --help          this text
            """;

    /** Paths are relative to {@code folder}. */
    static Arguments parse(List<String> words, Path folder) {
        boolean quick = false;
        boolean help = false;
        List<String> only = PARTS;
        Optional<Path> baseline = Optional.empty();
        Optional<Path> json = Optional.empty();
        Optional<Path> chart = Optional.empty();
        Optional<Path> docs = Optional.empty();
        List<String> jdks = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--help" -> help = true;
                case "--only" -> only = parts(value(word, rest));
                case "--baseline" -> baseline = Optional.of(folder.resolve(value(word, rest)));
                case "--json" -> json = Optional.of(folder.resolve(value(word, rest)));
                case "--chart" -> chart = Optional.of(folder.resolve(value(word, rest)));
                case "--docs" -> docs = Optional.of(folder.resolve(value(word, rest)));
                case "--jdk" -> jdks.add(jdk(value(word, rest), folder));
                default -> throw new UsageException("unknown option: " + word);
            }
        }
        return new Arguments(quick, only, baseline, new Outputs(json, chart, docs), List.copyOf(jdks), help);
    }

    private static List<String> parts(String listed) {
        List<String> parts = Arrays.asList(listed.split(",", -1));
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new UsageException("no part of the run: " + part);
            }
        }
        return List.copyOf(parts);
    }

    private static String jdk(String word, Path folder) {
        boolean number = word.chars().allMatch(Character::isDigit);
        return number ? word : folder.resolve(word).toString();
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UsageException(option + " wants a value");
        }
        return rest.next();
    }
}

package dev.ske.bench.start;

import dev.ske.bench.Jars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands of one JDK that run {@code Hello}.
 *
 * @param home the JDK's
 * @param folder where they run
 * @param hello the jar of the program
 */
record Java(Path home, Path folder, Path hello) {
    /** Prints one line. */
    Command hello(String name, String... options) {
        return new Command(name, words(List.of(options), "Hello", hello), folder, "hello");
    }

    /** Reads a variable too, which the environment or an agent has to have. */
    Command reading(String name, String... options) {
        List<String> words = words(List.of(options), "Hello", hello);
        words.add(Documents.NAME);
        return new Command(name, words, folder, "hello " + Documents.LENGTH);
    }

    /** {@code java} with these options, on the class path of these jars. */
    List<String> words(List<String> options, String program, Path... jars) {
        List<String> words = new ArrayList<>();
        words.add(home.resolve("bin/java").toString());
        words.addAll(options);
        words.add("-cp");
        words.add(String.join(":", List.of(jars).stream().map(Path::toString).toList()));
        words.add(Jars.className(program));
        return words;
    }
}

package dev.ske.bench.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is run and measured.
 *
 * @param name for people
 * @param words the program and its arguments
 * @param environment all of it but {@code PATH}, {@code HOME} and {@code LANG}, which every command gets
 * @param folder where it runs
 * @param prints the last line of its standard output if it did its work
 * @param ours whether it has to work; else it is left out where it does not
 */
public record Command(
        String name, List<String> words, Map<String, String> environment, Path folder, String prints, boolean ours) {
    public Command(String name, List<String> words, Path folder, String prints) {
        this(name, List.copyOf(words), Map.of(), folder, prints, true);
    }

    /** Another tool, which may be broken or not installed. */
    public Command peer() {
        return new Command(name, words, environment, folder, prints, false);
    }

    public Command with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new Command(name, words, all, folder, prints, ours);
    }

    /** What starts it, behind other words. */
    ProcessBuilder process(List<String> before) {
        List<String> all = new ArrayList<>(before);
        all.addAll(words);
        ProcessBuilder process = new ProcessBuilder(all).directory(folder.toFile());
        Map<String, String> own = process.environment();
        own.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TMPDIR"));
        own.put("HOME", folder.toString());
        own.putAll(environment);
        return process;
    }
}

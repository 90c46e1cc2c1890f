package dev.ske.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is made of.
 *
 * @param agent the packaged {@code ske-agent.jar}, beside {@link #command}
 * @param baseline another revision's, which is measured beside it
 * @param jdks homes by feature number ({@code 8}, {@code 17}, ...), in that order
 * @param named whether the command line named them, so that each part measures all that it can
 * @param peers where other tools were installed ({@code node_modules}, jars), by name; a missing one is not measured
 * @param folder for documents, keys and archives of this run; deleted at its end
 * @param quick fewer runs and settings: the whole run ends in ten minutes on two cores
 */
public record Plan(
        Path agent,
        Optional<Path> baseline,
        Map<Integer, Path> jdks,
        boolean named,
        Map<String, Path> peers,
        Path folder,
        boolean quick) {
    /** Features of the JDKs that every part measures: the budgets speak of them. */
    public static final List<Integer> PROMISED = List.of(17, 25);

    /** The agent's command line, {@code ske}, which finds the agent beside itself. */
    public Path command() {
        return agent.resolveSibling("ske");
    }
}

package dev.ske.it.leak;

import java.util.Optional;

/** A place in which a secret could turn up. */
public interface Sink {
    /** As the table of the matrix names it. */
    String title();

    /** Why this place cannot be searched here, as "gcore is not installed"; such a cell is named as skipped. */
    default Optional<String> unavailable(Victim victim) {
        return Optional.empty();
    }

    /** Searches it. Those of {@link Sinks#atTheEnd} end the victim. */
    Findings scan(Victim victim, Search search);
}

package dev.ske.it.leak;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A sink of a few words. */
record Place(String title, BiFunction<Victim, Search, Findings> look, Function<Victim, Optional<String>> trouble)
        implements Sink {
    Place(String title, BiFunction<Victim, Search, Findings> look) {
        this(title, look, victim -> Optional.empty());
    }

    @Override
    public Optional<String> unavailable(Victim victim) {
        return trouble.apply(victim);
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        return look.apply(victim, search);
    }
}

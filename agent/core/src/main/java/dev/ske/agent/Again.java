package dev.ske.agent;

import dev.ske.agent.refresh.Reopening;
import dev.ske.agent.store.Swap;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Does again what a start does, for a program that runs. */
final class Again implements Reopening {
    private final List<String> sources;

    Again(List<String> sources) {
        this.sources = sources;
    }

    @Override
    public Swap reopen() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Path> watched() {
        return Collections.emptyList();
    }

    @Override
    public List<String> sources() {
        return sources;
    }
}

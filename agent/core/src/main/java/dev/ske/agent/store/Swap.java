package dev.ske.agent.store;

import java.util.List;

/** What one refresh has brought. */
public final class Swap {
    private final List<Item> changed;
    private final List<Item> removed;

    /**
     * @param changed what is served now and was not, or had another value; settings included
     * @param removed what is served no more
     */
    Swap(List<Item> changed, List<Item> removed) {
        this.changed = changed;
        this.removed = removed;
    }

    /** What is served now and was not, or had another value; settings included. */
    public List<Item> changed() {
        return changed;
    }

    /** What is served no more: nothing but its names can be asked for. */
    public List<Item> removed() {
        return removed;
    }
}

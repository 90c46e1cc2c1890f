package dev.ske.agent.document;

import java.util.List;

/** How something may be taken out of a nested document. */
final class Removal {
    private final int at;
    private final List<String> texts;
    private final boolean aliased;

    /**
     * @param at index of a char to name as the place
     * @param texts what the document may become, the best first
     * @param aliased whether an alias stands for what goes, or for what it stands in or holds
     */
    Removal(int at, List<String> texts, boolean aliased) {
        this.at = at;
        this.texts = texts;
        this.aliased = aliased;
    }

    int at() {
        return at;
    }

    List<String> texts() {
        return texts;
    }

    boolean aliased() {
        return aliased;
    }
}

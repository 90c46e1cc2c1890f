package dev.ske.it.adoption;

import java.util.List;

/** Another agent and ours, in either order on the command line. */
final class TwoAgents {
    /** How the pages say where ours stands. */
    static final String HOW = "another `-javaagent`, before or after ours";

    static List<List<String>> inEitherOrder(String other, OneSecret secret) {
        return List.of(List.of(other, secret.agent()), List.of(secret.agent(), other));
    }

    private TwoAgents() {}
}

package dev.ske.bench.program;

/** An agent that does nothing: what any agent costs. */
public final class EmptyAgent {
    public static void premain(String options) {}

    private EmptyAgent() {}
}

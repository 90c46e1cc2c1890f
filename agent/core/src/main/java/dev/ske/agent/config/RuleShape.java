package dev.ske.agent.config;

/** What may stand in a {@code .ske.yaml}: apart from {@link Shape}, so that the agent's start does not pay for it. */
final class RuleShape {
    static final Shape FILE = Shape.map("a map of rules")
            .with(
                    "rules",
                    Shape.listOf(
                            "a list of rules",
                            Shape.map("a map of files, keys and encrypt")
                                    .with("files", Shape.TEXTS)
                                    .with("keys", Shape.KEYS)
                                    .with("encrypt", Shape.SELECT)));

    private RuleShape() {}
}

package dev.ske.agent.document;

/** The document formats of DESIGN section 6. */
public enum Format {
    ENV,
    YAML,
    JSON,
    PROPERTIES
}

package dev.ske.agent.document;

/** The document formats, chosen by the name of the file where nobody says. */
public enum Format {
    ENV,
    YAML,
    JSON,
    PROPERTIES
}

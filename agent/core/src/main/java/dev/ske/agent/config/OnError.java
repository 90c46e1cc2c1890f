package dev.ske.agent.config;

/** What a selected value that does not open does to the start: the setting {@code on-error}. */
public enum OnError {
    /** It stops the JVM. */
    FAIL,
    /** It is left out with a warning, unless it stands under {@code required}. */
    WARN
}

package dev.ske.agent.config;

/** {@code jmx}: whether there is a management bean of ours. */
public enum Jmx {
    /** Once the program has a server of beans. */
    AUTO,
    /** From the start on; that makes the platform's server. */
    ON,
    OFF
}

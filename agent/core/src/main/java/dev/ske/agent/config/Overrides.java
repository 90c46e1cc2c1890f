package dev.ske.agent.config;

/** Which of our values win over a value of the same name in the real environment: the setting {@code override}. */
public enum Overrides {
    /** Secrets win, plain settings do not. */
    SECRETS,
    /** All of them win. */
    ALL,
    /** None: the real environment wins even over a secret. */
    NONE
}

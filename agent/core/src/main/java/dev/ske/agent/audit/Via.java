package dev.ske.agent.audit;

/** The way by which a program reads; its name stands in the audit file and in events. */
public enum Via {
    GETENV("getenv"),
    ENVIRONMENT("environment"),
    GET("get"),
    FIND("find"),
    USE("use"),
    USE_BYTES("useBytes"),
    SECTION("section"),
    ALL("all"),
    CHILD("child"),
    PROPERTY("property");

    private final String shown;

    Via(String shown) {
        this.shown = shown;
    }

    /** As it is written down. */
    public String shown() {
        return shown;
    }
}

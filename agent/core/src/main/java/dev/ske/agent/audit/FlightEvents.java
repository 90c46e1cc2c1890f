package dev.ske.agent.audit;

/** The events of ours in flight recordings; made by what is loaded only where the recorder runs. */
interface FlightEvents {
    /** Whether a recording takes any of them. */
    boolean enabled();

    /** Empty texts: not known. */
    void read(String name, String door, String callerClass, String callerMethod, String outcome);

    void refreshed(long nanos, int changed, String outcome);

    /** {@code phases}: names and milliseconds; {@code nanos}: all of them together. */
    void started(int secrets, String phases, long nanos, String memory);
}

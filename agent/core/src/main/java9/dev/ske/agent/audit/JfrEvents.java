package dev.ske.agent.audit;

/** For the recorder of 11 and newer, which later 8 have too. Java 8 bytecode, loaded only when the recorder runs already. */
final class JfrEvents implements FlightEvents {
    @Override
    public boolean enabled() {
        return new SecretRead().isEnabled() || new RefreshEnd().isEnabled() || new AgentStart().isEnabled();
    }

    @Override
    public void read(String name, String door, String callerClass, String callerMethod, String outcome) {
        SecretRead event = new SecretRead();
        if (event.shouldCommit()) {
            event.name = name;
            event.door = door;
            event.callerClass = callerClass;
            event.callerMethod = callerMethod;
            event.outcome = outcome;
            event.commit();
        }
    }

    @Override
    public void refreshed(long nanos, int changed, String outcome) {
        RefreshEnd event = new RefreshEnd();
        if (event.shouldCommit()) {
            event.took = nanos;
            event.changed = changed;
            event.outcome = outcome;
            event.commit();
        }
    }

    @Override
    public void started(int secrets, String phases, long nanos, String memory) {
        AgentStart event = new AgentStart();
        if (event.shouldCommit()) {
            event.secrets = secrets;
            event.phases = phases;
            event.took = nanos;
            event.memory = memory;
            event.commit();
        }
    }
}

package dev.ske.agent.audit;

import dev.ske.agent.Code;
import org.jspecify.annotations.Nullable;

/** One line of the audit file; docs/audit.md is the list of what it may hold. Immutable. */
final class AuditEvent {
    static final String SERVED = "served";

    private final long millis = System.currentTimeMillis();
    private final String event;
    private final @Nullable String name;
    private final @Nullable Via via;
    private final @Nullable StackTraceElement caller;
    private final @Nullable String thread;
    private final @Nullable String outcome;
    private final @Nullable String counted;
    private final long count;
    private final long took;

    private AuditEvent(
            String event,
            @Nullable String name,
            @Nullable Via via,
            @Nullable StackTraceElement caller,
            @Nullable String outcome,
            @Nullable String counted,
            long count,
            long took) {
        this.event = event;
        this.name = name;
        this.via = via;
        this.caller = caller;
        this.thread = name == null ? null : Thread.currentThread().getName();
        this.outcome = outcome;
        this.counted = counted;
        this.count = count;
        this.took = took;
    }

    /** By this thread. {@code caller}: null where the stack shows none. */
    static AuditEvent read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {
        return new AuditEvent(event(refused), name, via, caller, outcome(refused), null, 0, -1);
    }

    static AuditEvent cleared(String name, @Nullable StackTraceElement caller) {
        return new AuditEvent("cleared", name, null, caller, null, null, 0, -1);
    }

    static AuditEvent opened(int secrets, long nanos) {
        return new AuditEvent("opened", null, null, null, SERVED, "secrets", secrets, nanos / 1_000_000);
    }

    static AuditEvent refreshed(int changed, long nanos, @Nullable Code failure) {
        return new AuditEvent("refreshed", null, null, null, outcome(failure), "changed", changed, nanos / 1_000_000);
    }

    static AuditEvent destroyed() {
        return new AuditEvent("destroyed", null, null, null, null, null, 0, -1);
    }

    /** So many events were not written. */
    static AuditEvent dropped(long count) {
        return new AuditEvent("dropped", null, null, null, null, "count", count, -1);
    }

    /** So many first reads are remembered no more: each is written once again. */
    static AuditEvent forgotten(long count) {
        return new AuditEvent("forgotten", null, null, null, null, "count", count, -1);
    }

    static String outcome(@Nullable Code refused) {
        return refused == null ? SERVED : refused.name();
    }

    private static String event(@Nullable Code refused) {
        if (refused == null) {
            return "read";
        }
        switch (refused) {
            case SECRET_EXPIRED:
                return "expired";
            case SECRET_READ_LIMIT:
                return "limited";
            default:
                return "denied";
        }
    }

    /** As a JSON object, with the end of the line. */
    String line() {
        StringBuilder line = new StringBuilder(192).append("{\"time\":\"");
        Utc.append(line, millis);
        line.append('"');
        text(line, "event", event);
        text(line, "name", name);
        text(line, "door", via == null ? null : via.shown());
        text(line, "class", caller == null ? null : caller.getClassName());
        text(line, "method", caller == null ? null : caller.getMethodName());
        text(line, "thread", thread);
        text(line, "outcome", outcome);
        if (counted != null) {
            line.append(",\"").append(counted).append("\":").append(count);
        }
        if (took >= 0) {
            line.append(",\"ms\":").append(took);
        }
        return line.append("}\n").toString();
    }

    private static void text(StringBuilder line, String key, @Nullable String value) {
        if (value != null) {
            line.append(",\"").append(key).append("\":");
            JsonString.append(line, value);
        }
    }
}

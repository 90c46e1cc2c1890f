package dev.ske.agent.audit;

import dev.ske.agent.Code;
import org.jspecify.annotations.Nullable;

/** Which events the audit file gets. */
final class Audit {
    private final AuditLog log;
    private final @Nullable FirstReads first;

    /** {@code allReads}: else the first of each name by each caller with each outcome. */
    Audit(AuditLog log, boolean allReads) {
        this.log = log;
        this.first = allReads ? null : new FirstReads();
    }

    void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {
        if (first != null && !first.add(name, caller, refused)) {
            return;
        }
        log.add(AuditEvent.read(name, via, caller, refused));
        if (first != null && first.overflown()) {
            log.add(AuditEvent.forgotten(FirstReads.MOST));
        }
    }

    void opened(int secrets, long nanos) {
        log.start();
        log.add(AuditEvent.opened(secrets, nanos));
    }

    void refreshed(long nanos, int changed, @Nullable Code failure) {
        log.add(AuditEvent.refreshed(changed, nanos, failure));
    }

    void cleared(String name, @Nullable StackTraceElement caller) {
        log.add(AuditEvent.cleared(name, caller));
    }

    void destroyed() {
        log.add(AuditEvent.destroyed());
        log.end();
    }
}

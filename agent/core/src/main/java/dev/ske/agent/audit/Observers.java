package dev.ske.agent.audit;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AuditSpec;
import dev.ske.agent.config.Config;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The audit file, flight recordings and the management bean: whichever there are. */
public final class Observers implements Witness {
    /** How often a read looks whether somebody has begun to listen. Milliseconds. */
    private static final long LOOK_INTERVAL = 1000;

    private final @Nullable Audit audit;
    private final Config config;
    private final Supplier<Map<String, Object>> info;
    private final Runnable refresh;

    /** This and the next: null until somebody looks; a start has no need of their classes. */
    private volatile @Nullable Recordings recordings;

    private @Nullable Management management;
    private boolean ended;

    /** When somebody looks next; never before the start is done, since nobody can listen then. */
    private volatile long nextLook = Long.MAX_VALUE;

    /** Whether the audit file is there for reads: those of the start's self-test are not the program's. */
    private volatile boolean auditing;

    private volatile int secrets;
    private volatile String[] phases = {};
    private volatile long[] phaseNanos = {};
    private volatile long took;

    private Observers(@Nullable Audit audit, Config config, Supplier<Map<String, Object>> info, Runnable refresh) {
        this.audit = audit;
        this.config = config;
        this.info = info;
        this.refresh = refresh;
    }

    /**
     * By what is configured. Opens the audit file; nothing else happens before {@link #opened}.
     *
     * @param info keys and types as docs/bridge.md lists them for INFO; asked when beans or recordings are
     * @param refresh may throw Failure
     * @throws Failure CONFIG_INVALID: the audit file cannot be written
     */
    public static Observers of(Config config, Supplier<Map<String, Object>> info, Runnable refresh) {
        AuditSpec spec = config.audit();
        return new Observers(spec == null ? null : audit(spec), config, info, refresh);
    }

    private static Audit audit(AuditSpec spec) {
        try {
            AuditTarget target = new AuditTarget(spec.file(), spec.keep() > 0);
            return new Audit(new AuditLog(new AuditFile(target, spec.maxBytes(), spec.keep())), spec.allReads());
        } catch (IOException | SecurityException | UnsupportedOperationException failed) {
            String why = failed instanceof IOException
                    ? AuditTarget.reason((IOException) failed)
                    : failed.getClass().getName();
            throw new Failure(
                    Code.CONFIG_INVALID,
                    spec.shown() + ": the audit file " + spec.file() + " cannot be written: " + why,
                    "name a file in a folder that this process may write, or take the setting away; docs/audit.md has the rules");
        }
    }

    @Override
    public boolean listening() {
        return listening(System.currentTimeMillis());
    }

    @Override
    public boolean listening(long millis) {
        if (millis >= nextLook && !holdsProperties()) {
            look(millis);
        }
        Recordings recording = recordings;
        return auditing || (recording != null && recording.on());
    }

    /**
     * Whether this thread keeps others from reading system properties, as one that looks one up on 8 does: it must not wait for a
     * class of the recorder's that another thread initialises.
     */
    private static boolean holdsProperties() {
        try {
            return Thread.holdsLock(System.getProperties());
        } catch (SecurityException hidden) {
            return false;
        }
    }

    @Override
    public @Nullable StackTraceElement caller() {
        try {
            return Callers.caller();
        } catch (LinkageError | StackOverflowError unknown) { // of its class
            return null;
        }
    }

    @Override
    public void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {
        try {
            if (audit != null) {
                audit.read(name, via, caller, refused);
            }
            Recordings recording = recordings;
            if (recording != null) {
                recording.read(name, via, caller, refused);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError unwritten) {
            // a read is answered all the same
        }
    }

    @Override
    public void opened(int count, String[] names, long[] nanos) {
        secrets = count;
        long all = 0;
        for (long phase : nanos) {
            all += phase;
        }
        phases = names;
        phaseNanos = nanos;
        took = all;
        if (audit != null) {
            audit.opened(count, all);
            auditing = true;
        }
        Management manages = beansAreAsked() ? management() : null;
        if (manages != null) {
            manages.start();
        }
        nextLook = 0;
    }

    @Override
    public void refreshed(long nanos, int changed, @Nullable Code failure) {
        try {
            if (audit != null) {
                audit.refreshed(nanos, changed, failure);
            }
            look(System.currentTimeMillis());
            Recordings recording = recordings;
            if (recording != null) {
                recording.refreshed(nanos, changed, failure);
            }
        } catch (RuntimeException | LinkageError unwritten) {
            // the values are refreshed all the same
        }
    }

    @Override
    public void cleared(String name) {
        try {
            if (audit != null) {
                audit.cleared(name, Callers.caller());
            }
        } catch (RuntimeException | LinkageError | StackOverflowError unwritten) {
            // the value is wiped all the same
        }
    }

    @Override
    public void destroyed() {
        nextLook = Long.MAX_VALUE;
        auditing = false;
        if (audit != null) {
            audit.destroyed();
        }
        Management leaving;
        synchronized (this) {
            ended = true;
            leaving = management;
        }
        if (leaving != null) {
            leaving.end();
        }
    }

    /** Whether there may be beans from the start on; else they are thought of when somebody looks. */
    private boolean beansAreAsked() {
        return config.saysJmx()
                || System.getProperty("com.sun.management.jmxremote") != null
                || System.getProperty("com.sun.management.jmxremote.port") != null;
    }

    private synchronized Recordings recordings() {
        Recordings there = recordings;
        if (there == null) {
            there = new Recordings();
            recordings = there;
        }
        return there;
    }

    /** Null: the end has come. */
    private synchronized @Nullable Management management() {
        Management there = management;
        if (there == null && !ended) {
            there = new Management(config.jmx(), info, refresh);
            management = there;
        }
        return there;
    }

    /** Names and milliseconds, for a recording. */
    private String shownPhases() {
        String[] names = phases;
        long[] nanos = phaseNanos;
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            shown.append(i == 0 ? "" : ", ").append(names[i]).append(' ');
            shown.append(nanos[i] / 1_000_000).append('.').append(nanos[i] / 100_000 % 10);
        }
        return shown.toString();
    }

    /** A clock that is set back does not matter: what it was before comes again. */
    private void look(long millis) {
        if (nextLook == Long.MAX_VALUE) {
            return;
        }
        nextLook = millis + LOOK_INTERVAL;
        try {
            Recordings recording = recordings();
            if (recording.look()) {
                recording.started(
                        secrets, shownPhases(), took, String.valueOf(info.get().get("memory")));
            }
            Management manages = management();
            if (manages != null) {
                manages.look(millis);
            }
        } catch (RuntimeException | LinkageError unseen) {
            // nobody listens then
        }
    }
}

package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.Options;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.store.Arena;
import dev.ske.agent.store.ProtectedMemory;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration and opens everything it names, on a daemon thread that ends with the start. Who waits for it
 * waits no longer than the configured deadline: a file system that hangs must not hang the program silently.
 */
final class Opening implements Runnable {
    private static final long DEFAULT_DEADLINE_MILLIS = 10_000;

    /** How often the waiting thread looks whether the document has set a shorter deadline. */
    private static final long LOOK_MILLIS = 50;

    /** After the deadline: so long the helper, which has the same one, may say what hung, and then so long we may report. */
    private static final long GRACE_MILLIS = 200;

    private final Options options;
    private final Map<String, String> environment;
    private final @Nullable Instrumentation instrumentation;
    private final @Nullable KmsStart kmsStart;
    private final long begun = System.nanoTime();

    /** Of the thread that opens and of those that it starts, which work with AWS KMS where no helper does. */
    private final ThreadGroup group = new ThreadGroup("ske");

    private final Thread thread = new Thread(group, this, "ske-start");
    private volatile long deadlineMillis = DEFAULT_DEADLINE_MILLIS;
    private volatile @Nullable Opened opened;
    private volatile @Nullable Throwable failed;
    private volatile @Nullable KmsSession session;
    private volatile boolean abandoned;

    private Opening(
            Options options,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            @Nullable KmsStart kmsStart) {
        this.options = options;
        this.environment = environment;
        this.instrumentation = instrumentation;
        this.kmsStart = kmsStart;
    }

    /** {@code instrumentation}: for the helper; null outside of an agent. */
    static Opening start(Options options, Map<String, String> environment, @Nullable Instrumentation instrumentation) {
        return start(options, environment, instrumentation, null);
    }

    /** {@code kmsStart}: how work with AWS KMS begins; null: in a helper. */
    static Opening start(
            Options options,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            @Nullable KmsStart kmsStart) {
        Opening opening = new Opening(options, environment, instrumentation, kmsStart);
        opening.thread.setDaemon(true);
        // It is gone with its last thread; on newer JDKs all groups are.
        opening.group.setDaemon(true);
        opening.thread.start();
        return opening;
    }

    @Override
    public void run() {
        try {
            Opened result = open();
            opened = result;
            if (abandoned) {
                result.store().destroy();
            }
        } catch (Throwable failure) {
            failed = failure;
        }
    }

    /** Leaves no key and no helper behind in a program that goes on without us, whenever the thread comes to its end. */
    void abandon() {
        abandoned = true;
        KmsSession begun = session;
        if (begun != null) {
            begun.close();
        }
        Opened result = opened;
        if (result != null) {
            result.store().destroy();
        }
    }

    private Opened open() {
        Path file = configuration();
        Document document = Documents.read(file, null);
        Config config = ConfigReader.read(options, Sections.settings(document), file, environment);
        Log.level(config.log());
        deadlineMillis = config.deadlineMillis();
        if (document.entries().isEmpty()) {
            Log.warn(document.source().name() + " is empty: it configures nothing and serves nothing");
        }
        ProtectedMemory memory =
                ProtectedMemory.open(config.memory(), instrumentation, config.preparedFolder(), environment);
        try (Arena startup = memory.arena(Opener.MEMORY)) {
            return open(document, file, config, memory, startup);
        }
    }

    /** {@code startup}: outlives all that is in it, also the session, which other threads may be ending. */
    private Opened open(Document document, Path file, Config config, ProtectedMemory memory, SecretMemory startup) {
        Opener opener = new Opener(config, environment, memory, startup);
        List<KmsKey> keys = Keys.kms(config.keys());
        if (keys.isEmpty()) {
            return opener.open(Sources.read(document, file, config, environment), null);
        }
        try (KmsSession kms = session(keys, config, startup)) {
            if (new Foresight(config, document).needsKms()) {
                kms.begin();
            }
            return opener.open(Sources.read(document, file, config, environment), kms);
        }
    }

    private KmsSession session(List<KmsKey> keys, Config config, SecretMemory startup) {
        KmsStart start = kmsStart == null
                ? HelperStart.of(config.helper(), this, environment, instrumentation, startup)
                : kmsStart;
        KmsSession begun = new KmsSession(keys, start);
        session = begun;
        if (abandoned) {
            begun.close(); // abandon may have come before there was anything to close
        }
        return begun;
    }

    private Path configuration() {
        if (!options.auto()) {
            return path(options.config());
        }
        for (String name : Options.AUTO) {
            Path file = path(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new Failure(
                Code.DOCUMENT_MISSING,
                "config=auto found none of " + String.join(", ", Options.AUTO) + " in the working directory",
                "config=PATH names the document");
    }

    private static Path path(String text) {
        try {
            return Paths.get(text);
        } catch (InvalidPathException malformed) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "the configured document's path has characters that this JVM cannot express",
                    "run it in a UTF-8 locale, as with LC_ALL=C.UTF-8, or give the path other names");
        }
    }

    /** Whether this is the thread that opens, or works for it: it must not wait for what it does. */
    boolean runsHere() {
        return Thread.currentThread().getThreadGroup() == group;
    }

    /** The result, or the failure. Who is interrupted meanwhile, as any reader may be, waits on and is so afterwards. */
    Opened await() {
        boolean interrupted = false;
        for (int left = leftMillis(); thread.isAlive() && left > 0; left = leftMillis()) {
            interrupted |= join(Math.min(left, LOOK_MILLIS));
        }
        KmsSession kms = session;
        Failure late = null;
        if (kms != null && thread.isAlive()) {
            Failure unanswered = unanswered();
            interrupted |= join(GRACE_MILLIS);
            kms.end(unanswered);
            interrupted |= join(GRACE_MILLIS);
            late = kms.waiting() ? unanswered : null;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result(late);
    }

    private Opened result(@Nullable Failure late) {
        Throwable failure = failed;
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        Opened result = opened;
        if (result == null) {
            throw late == null ? late() : late;
        }
        return result;
    }

    private Failure late() {
        return new Failure(
                Code.DOCUMENT_MISSING,
                "reading the sources took longer than " + deadlineMillis + " ms",
                "is a file system not answering? /ske/deadline sets the limit");
    }

    private Failure unanswered() {
        return new Failure(
                Code.KMS_UNREACHABLE,
                "AWS KMS did not answer within the deadline of the start, " + deadlineMillis + " ms",
                "can this machine reach it, or is a proxy or an endpoint to be configured? /ske/deadline sets the limit");
    }

    /** Waits until the thread has ended, or so long; returns whether this one was interrupted meanwhile. */
    private boolean join(long millis) {
        boolean interrupted = false;
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; thread.isAlive() && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            try {
                thread.join(left);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** What is left of the start's deadline; not below 0. */
    int leftMillis() {
        long left = deadlineMillis - (System.nanoTime() - begun) / 1_000_000;
        return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
    }
}

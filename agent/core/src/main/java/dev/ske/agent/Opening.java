package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Options;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
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

    private final Options options;
    private final Map<String, String> environment;
    private final long begun = System.nanoTime();
    private final Thread thread = new Thread(this, "ske-start");
    private volatile long deadlineMillis = DEFAULT_DEADLINE_MILLIS;
    private volatile @Nullable Opened opened;
    private volatile @Nullable Throwable failed;
    private volatile boolean abandoned;

    private Opening(Options options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    static Opening start(Options options, Map<String, String> environment) {
        Opening opening = new Opening(options, environment);
        opening.thread.setDaemon(true);
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

    /** Leaves no key behind in a program that goes on without us, whenever the thread comes to its end. */
    void abandon() {
        abandoned = true;
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
        Sources sources = Sources.read(document, file, config, environment);
        return new Opener(config, environment).open(sources);
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

    /** Whether this is the thread that opens. */
    boolean runsHere() {
        return Thread.currentThread() == thread;
    }

    /** The result, or the failure. Who is interrupted meanwhile, as any reader may be, waits on and is so afterwards. */
    Opened await() {
        boolean interrupted = false;
        for (long left = left(); thread.isAlive() && left > 0; left = left()) {
            try {
                thread.join(Math.min(left, LOOK_MILLIS));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = failed;
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        Opened result = opened;
        if (result == null) {
            throw new Failure(
                    Code.DOCUMENT_MISSING,
                    "reading the sources took longer than " + deadlineMillis + " ms",
                    "is a file system not answering? /ske/deadline sets the limit");
        }
        return result;
    }

    private long left() {
        return deadlineMillis - (System.nanoTime() - begun) / 1_000_000;
    }
}

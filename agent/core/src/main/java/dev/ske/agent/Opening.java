package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import dev.ske.agent.door.Doors;
import dev.ske.agent.door.Expected;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.store.Arena;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.Sealing;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The start: reads the configuration and opens everything it names. */
final class Opening extends TimedWork<Opened> {
    private final @Nullable String text;
    private final @Nullable Options parsed;
    private final Map<String, String> environment;
    private final @Nullable Instrumentation instrumentation;
    private final @Nullable KmsStart kmsStart;
    private final boolean deferrable;
    private final Phases phases = new Phases();
    private volatile @Nullable Expected expected;

    private Opening(
            @Nullable String text,
            @Nullable Options parsed,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            @Nullable KmsStart kmsStart,
            boolean deferrable) {
        super("start");
        this.text = text;
        this.parsed = parsed;
        this.environment = environment;
        this.instrumentation = instrumentation;
        this.kmsStart = kmsStart;
        this.deferrable = deferrable;
    }

    /**
     * {@code text}: the agent's options, which are parsed on the way; {@code beforeMain}: the configuration may have it deferred.
     */
    static Opening start(
            @Nullable String text,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            boolean beforeMain) {
        Opening opening = new Opening(text, null, environment, instrumentation, null, beforeMain);
        opening.begin();
        return opening;
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
        Opening opening = new Opening(null, options, environment, instrumentation, kmsStart, false);
        opening.begin();
        return opening;
    }

    /** Waits until all is known that a deferred start waits for before main; null: this one is not deferred, or has failed. */
    @Nullable
    Expected expected() {
        if (deferrable) {
            awaitMilestone();
        }
        return expected;
    }

    /**
     * Has it broken off when the JVM exits. Else the helper's pipes are read until the very end, and a JVM that exits waits
     * 300 ms for threads that are at such work.
     */
    void endWithJvm() {
        LateHook.add(new EarlyEnd(this), instrumentation);
    }

    /** All that needs no value is done. */
    void expect(Expected known) {
        expected = known;
        milestone();
    }

    @Override
    Opened work() {
        Options options = parsed == null ? Options.parse(text, environment) : parsed;
        Path file = configuration(options);
        Document document = Documents.read(file, null);
        List<Setting> settings = Sections.settings(document);
        String keys = options.keys();
        Config config = ConfigReader.read(
                options, keys == null ? settings : GivenKeys.instead(settings, keys), file, environment);
        Log.level(config.log());
        deadline(config.deadlineMillis());
        if (document.entries().isEmpty()) {
            Log.warn(document.source().name() + " is empty: it configures nothing and serves nothing");
        }
        phases.done("configuration");
        ProtectedMemory memory =
                ProtectedMemory.open(config.memory(), instrumentation, config.preparedFolder(), environment);
        Basis basis = new Basis(options, environment, instrumentation, kmsStart, file, settings, config, memory);
        try (Arena startup = memory.arena(Opener.MEMORY);
                StrongRandom random = new StrongRandom();
                KmsSession kms = basis.session(this, document, startup, null)) {
            return open(basis, document, startup, random, kms);
        }
    }

    /** {@code startup}: outlives all that is in it, also the session with KMS, which other threads may be ending. */
    private Opened open(Basis basis, Document document, Arena startup, StrongRandom random, @Nullable KmsSession kms) {
        Sealing sealing = new Sealing(random, basis.memory());
        try {
            Opener opener = new Opener(basis, sealing, startup, null);
            if (deferrable && basis.config().deferred()) {
                if (Doors.canWait(basis.config())) {
                    opener.tell(this);
                } else {
                    Log.info(
                            "the start is not deferred: on Java 8, what expose.properties names must be open before main");
                }
            }
            phases.done("memory");
            Findings findings = basis.open(document, opener, kms, null, phases);
            return new Opened(basis, sealing.seal(), findings, phases);
        } catch (RuntimeException | Error failed) {
            sealing.abandon(); // attached to a running program, it goes on without us
            throw failed;
        }
    }

    @Override
    void undo(Opened opened) {
        opened.store().destroy();
    }

    private static Path configuration(Options options) {
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
}

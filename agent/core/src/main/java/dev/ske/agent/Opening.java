package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.StrongRandom;
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
    private final Options options;
    private final Map<String, String> environment;
    private final @Nullable Instrumentation instrumentation;
    private final @Nullable KmsStart kmsStart;
    private final Phases phases = new Phases();

    private Opening(
            Options options,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            @Nullable KmsStart kmsStart) {
        super("start");
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
        opening.begin();
        return opening;
    }

    @Override
    Opened work() {
        Path file = configuration();
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
                StrongRandom random = new StrongRandom()) {
            return open(basis, document, startup, random);
        }
    }

    /** {@code startup}: outlives all that is in it, also the session with KMS, which other threads may be ending. */
    private Opened open(Basis basis, Document document, Arena startup, StrongRandom random) {
        Sealing sealing = new Sealing(random, basis.memory());
        try {
            Opener opener = new Opener(basis, sealing, startup, null);
            phases.done("memory");
            Findings findings = basis.open(this, document, startup, opener, null, phases);
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
}

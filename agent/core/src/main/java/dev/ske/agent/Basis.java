package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.key.Fallbacks;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.store.ProtectedMemory;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a start decides for itself and for all refreshes after it: where to read, with which settings, into what memory. */
final class Basis {
    private final Options options;
    private final Map<String, String> environment;
    private final @Nullable Instrumentation instrumentation;
    private final @Nullable KmsStart kmsStart;
    private final Path file;
    private final List<Setting> settings;
    private final Config config;
    private final ProtectedMemory memory;
    private @Nullable Told told;
    private @Nullable Fallbacks fallbacks;

    /**
     * @param environment the real one
     * @param instrumentation null outside of an agent
     * @param kmsStart how work with AWS KMS begins; null: in a helper
     * @param file the configured document
     * @param settings as they stand there
     * @param memory for what stays after the start
     */
    Basis(
            Options options,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            @Nullable KmsStart kmsStart,
            Path file,
            List<Setting> settings,
            Config config,
            ProtectedMemory memory) {
        this.options = options;
        this.environment = environment;
        this.instrumentation = instrumentation;
        this.kmsStart = kmsStart;
        this.file = file;
        this.settings = settings;
        this.config = config;
        this.memory = memory;
    }

    Options options() {
        return options;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Nullable
    Instrumentation instrumentation() {
        return instrumentation;
    }

    Path file() {
        return file;
    }

    List<Setting> settings() {
        return settings;
    }

    Config config() {
        return config;
    }

    ProtectedMemory memory() {
        return memory;
    }

    synchronized Told told() {
        Told there = told;
        if (there == null) {
            there = new Told();
            told = there;
        }
        return there;
    }

    private synchronized @Nullable Fallbacks fallbacks(List<KmsKey> keys) {
        if (fallbacks == null && KmsKey.anyAttested(keys)) {
            fallbacks = new Fallbacks();
        }
        return fallbacks;
    }

    /**
     * The work with AWS KMS, begun where it is foreseen to be needed: the sooner, the less is waited for it. Null if no key of
     * it is configured.
     *
     * @param work has the deadline
     * @param document the configured one, as it is now
     * @param startup for keys; outlives what this returns
     * @param earlier null at the start
     */
    @Nullable
    KmsSession session(TimedWork<?> work, Document document, SecretMemory startup, @Nullable Earlier earlier) {
        List<KmsKey> keys = Keys.kms(config.keys());
        if (keys.isEmpty()) {
            return null;
        }
        KmsStart start = kmsStart == null
                ? HelperStart.of(config.helper(), work, environment, instrumentation, startup)
                : kmsStart;
        KmsSession kms = work.session(keys, start, fallbacks(keys));
        try {
            if (new Foresight(config, document, earlier).needsKms()) {
                kms.begin();
            }
            return kms;
        } catch (RuntimeException | Error failed) {
            kms.close();
            throw failed;
        }
    }

    /**
     * Reads the sources and opens what they define.
     *
     * @param document the configured one, as it is now
     * @param session of {@link #session}
     * @param earlier null at the start
     */
    Findings open(
            Document document, Opener opener, @Nullable KmsSession session, @Nullable Earlier earlier, Phases phases) {
        Sources sources = Sources.read(document, file, config, environment);
        if (earlier != null) {
            earlier.requireNotEmptied(sources);
        }
        phases.done("documents");
        Findings findings = opener.open(sources, session);
        phases.done("values");
        return findings;
    }
}

package dev.ske.agent;

import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.helper.Helpers;
import dev.ske.agent.helper.Kms;
import dev.ske.agent.key.KmsStart;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins the work with AWS KMS as it is configured, with what is left of the deadline by then. */
final class HelperStart implements KmsStart {
    private final HelperSpec spec;
    private final TimedWork<?> work;
    private final Map<String, String> environment;
    private final @Nullable Instrumentation instrumentation;
    private final SecretMemory memory;

    /** As the interface: to verify a class that makes one of the other, the JVM would load both in every start. */
    static KmsStart of(
            HelperSpec spec,
            TimedWork<?> work,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            SecretMemory memory) {
        return new HelperStart(spec, work, environment, instrumentation, memory);
    }

    @Override
    public Kms start(List<KmsKey> keys) {
        return Helpers.start(keys, spec, Math.max(1, work.leftMillis()), environment, instrumentation, memory);
    }

    private HelperStart(
            HelperSpec spec,
            TimedWork<?> work,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            SecretMemory memory) {
        this.spec = spec;
        this.work = work;
        this.environment = environment;
        this.instrumentation = instrumentation;
        this.memory = memory;
    }
}

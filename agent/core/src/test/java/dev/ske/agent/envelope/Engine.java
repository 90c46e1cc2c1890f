package dev.ske.agent.envelope;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.store.ProtectedMemory;
import java.nio.ByteBuffer;

/** What AES-256-GCM is computed with: whatever is tested of the one is tested of the other. */
public enum Engine {
    JAVA("BitslicedGcm"),
    INSTRUCTIONS("NativeGcm");

    private static final SecretMemory IN_JAVA = new OffHeap();
    private static final SecretMemory BEST =
            ProtectedMemory.open(MemorySpec.DEFAULT, null).arena(AesGcm.REGION);

    private final String type;

    Engine(String type) {
        this.type = type;
    }

    /** Memory that has this engine; the test does not take place where there is none. */
    public SecretMemory memory() {
        SecretMemory memory = this == JAVA ? IN_JAVA : BEST;
        GcmEngine engine =
                memory.engine(ByteBuffer.allocateDirect(AesGcm.EXPANDED), ByteBuffer.allocateDirect(AesGcm.WORK));
        assumeTrue(engine.getClass().getSimpleName().equals(type), "the processor, or the build, has none of it");
        return memory;
    }
}

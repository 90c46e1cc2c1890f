package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.ByteBuffer;

/** The bytes that stand between regions, random so that nobody writes them by accident or foresight. */
final class Guard {
    private final long first;
    private final long second;

    Guard(StrongRandom random) {
        ByteBuffer bytes = ByteBuffer.allocate(Block.CANARY);
        random.fill(bytes, 0, Block.CANARY);
        first = bytes.getLong(0);
        second = bytes.getLong(8);
    }

    void mark(ByteBuffer bytes, int at) {
        bytes.putLong(at, first);
        bytes.putLong(at + 8, second);
    }

    boolean stands(ByteBuffer bytes, int at) {
        return bytes.getLong(at) == first && bytes.getLong(at + 8) == second;
    }

    static Failure broken() {
        return new Failure(
                Code.INTERNAL,
                "memory of the agent was overwritten past its bounds; it was wiped",
                "native code of the program, or a fault of the agent: please report it with the JDK's version");
    }
}

package dev.ske.agent.store;

import dev.ske.agent.envelope.GcmEngine;
import dev.ske.agent.envelope.SecretMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Protected pages between two guard pages, from which regions are taken, and which end all at once. One that is full takes
 * further pages. Not thread-safe.
 *
 * <p>Who uses a region after its end, or writes to a sealed one by its buffer, is not asked: the system ends the JVM.
 */
public final class Arena implements SecretMemory, AutoCloseable {
    private final ProtectedMemory memory;
    private final List<Block> blocks = new ArrayList<>(1);
    private boolean sealed;
    private boolean closed;

    /** {@code memory}: gives more when {@code first} is full. */
    Arena(ProtectedMemory memory, Block first) {
        this.memory = memory;
        blocks.add(first);
    }

    /**
     * As the interface says.
     *
     * @throws IllegalStateException if it is sealed or closed
     */
    @Override
    public Region allocate(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("not a number of bytes: " + bytes);
        }
        open();
        if (sealed) {
            throw new IllegalStateException("this memory is sealed");
        }
        for (int i = 0; i < blocks.size(); i++) {
            Region region = blocks.get(i).allocate(bytes);
            if (region != null) {
                return region;
            }
        }
        Block more = memory.block(bytes);
        blocks.add(more);
        Region region = more.allocate(bytes);
        if (region == null) {
            throw new IllegalStateException("a new block has no room for " + bytes + " bytes");
        }
        return region;
    }

    @Override
    public GcmEngine engine(ByteBuffer expanded, ByteBuffer work) {
        GcmEngine engine = memory.engine(expanded, work);
        return engine == null ? SecretMemory.super.engine(expanded, work) : engine;
    }

    /** Makes the pages read-only: a write into them ends the JVM from now on. A region may still be closed. */
    public void seal() {
        open();
        for (Block block : blocks) {
            block.seal();
        }
        sealed = true;
    }

    /** Makes the pages writable again until the next {@link #seal}; who reads in them goes on. */
    void unseal() {
        open();
        for (Block block : blocks) {
            block.unseal();
        }
        sealed = false;
    }

    /**
     * Overwrites the pages and makes them inaccessible: whoever touches them from now on ends the JVM. Closing twice does
     * nothing to pages that are inaccessible already.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past a region's bounds
     */
    @Override
    public void close() {
        closed = true;
        boolean intact = true;
        for (Block block : blocks) {
            intact &= block.wipe();
        }
        for (Block block : blocks) {
            memory.retire(block);
        }
        if (!intact) {
            throw Guard.broken();
        }
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("this memory was given back");
        }
    }
}

package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Memory that knows how much of it is given out, how much was at most, and what was left in it. */
public final class CountedMemory implements SecretMemory {
    private final SecretMemory below = new OffHeap();
    private final List<ByteBuffer> given = new ArrayList<>();
    private int open;
    private int bytes;
    private int most;
    private final SecretMemory engines;

    public CountedMemory() {
        this(new OffHeap());
    }

    /** {@code engines}: whose engine it has. */
    public CountedMemory(SecretMemory engines) {
        this.engines = engines;
    }

    @Override
    public GcmEngine engine(ByteBuffer expanded, ByteBuffer work) {
        return engines.engine(expanded, work);
    }

    @Override
    public Region allocate(int size) {
        Region region = below.allocate(size);
        given.add(region.bytes());
        open++;
        bytes += size;
        most = Math.max(most, bytes);
        return new Region() {
            private boolean closed;

            @Override
            public ByteBuffer bytes() {
                return region.bytes();
            }

            @Override
            public void close() {
                region.close();
                if (!closed) {
                    closed = true;
                    open--;
                    bytes -= size;
                }
            }
        };
    }

    /** The number of regions that were given out and not closed. */
    public int open() {
        return open;
    }

    /** The most bytes that were given out at one time. */
    public int most() {
        return most;
    }

    /** How often memory was given out. */
    public int times() {
        return given.size();
    }

    /** Whether nothing but zeros is in any memory that was ever given out. */
    public boolean isZero() {
        for (ByteBuffer one : given) {
            for (int i = 0; i < one.capacity(); i++) {
                if (one.get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes ones into all memory that was ever given out. */
    public void soil() {
        for (ByteBuffer one : given) {
            for (int i = 0; i < one.capacity(); i++) {
                one.put(i, (byte) 1);
            }
        }
    }

    /** Whether nobody has written anything since {@link #soil}. */
    public boolean isSoiled() {
        for (ByteBuffer one : given) {
            for (int i = 0; i < one.capacity(); i++) {
                if (one.get(i) != 1) {
                    return false;
                }
            }
        }
        return true;
    }
}

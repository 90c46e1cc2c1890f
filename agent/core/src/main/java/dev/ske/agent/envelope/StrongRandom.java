package dev.ske.agent.envelope;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes for keys and IVs, from the system's generator: {@code /dev/urandom} where there is one, because {@link
 * SecureRandom} would initialise the JDK's security providers before the program's {@code main}; elsewhere (Windows) from
 * {@link SecureRandom}, by way of an array that is wiped. Not thread-safe.
 *
 * <p>Keys are read byte by byte straight into the caller's memory. IVs, which are no secret, are read ahead by way of the heap. So an object must not outlive a checkpoint of the process: two processes restored from one image
 * would use the same IVs.
 */
public final class StrongRandom implements AutoCloseable {
    private static final Path SYSTEM = Paths.get("/dev/urandom");
    private static final int IVS_AHEAD = 64;

    private final Path source;
    private final @Nullable RandomAccessFile system;
    private final byte[] ahead = new byte[IVS_AHEAD * AesGcm.IV];
    private int taken = IVS_AHEAD;

    /** @throws Failure INTERNAL if the system's generator cannot be opened */
    public StrongRandom() {
        this(SYSTEM, Files.exists(SYSTEM));
    }

    StrongRandom(Path source, boolean there) {
        this.source = source;
        try {
            system = there ? FileBytes.open(source) : null;
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /**
     * Fills {@code into} from {@code at} on with {@code length} random bytes, which are in no other memory then.
     *
     * @throws Failure INTERNAL if the generator does not give that many
     */
    public void fill(ByteBuffer into, int at, int length) {
        ByteBuffer place = into.duplicate();
        place.limit(at + length).position(at);
        if (system == null) {
            byte[] bytes = new byte[length];
            new SecureRandom().nextBytes(bytes);
            place.put(bytes);
            Arrays.fill(bytes, (byte) 0);
            return;
        }
        try {
            FileBytes.readSecret(system, place);
        } catch (IOException e) {
            throw unreadable();
        }
        if (place.hasRemaining()) {
            throw unreadable();
        }
    }

    /** Puts a fresh IV of {@link AesGcm#IV} bytes at {@code at}. */
    public void iv(ByteBuffer into, int at) {
        if (taken == IVS_AHEAD) {
            readAhead();
            taken = 0;
        }
        int from = taken++ * AesGcm.IV;
        BigEndian.putLong(into, at, BigEndian.getLong(ahead, from));
        BigEndian.putInt(into, at + 8, BigEndian.getInt(ahead, from + 8));
    }

    private void readAhead() {
        if (system == null) {
            new SecureRandom().nextBytes(ahead);
            return;
        }
        try {
            system.readFully(ahead);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    @Override
    public void close() {
        taken = IVS_AHEAD;
        if (system != null) {
            try {
                system.close();
            } catch (IOException e) {
                throw unreadable();
            }
        }
    }

    private Failure unreadable() {
        return new Failure(
                Code.INTERNAL,
                source + ": cannot read random bytes",
                "keys and IVs come from the system's generator, which must be there and readable");
    }
}

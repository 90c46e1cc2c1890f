package dev.ske.agent.key;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A key-encryption key from a local key file: it wraps and unwraps data keys. It lies in protected memory until it is closed, and
 * is expanded there only while it works. Not thread-safe. {@code toString} shows the id only.
 */
public final class LocalKey implements Recipient, AutoCloseable {
    private static final byte[] AAD_PREFIX = "ske:wrap:1:".getBytes(StandardCharsets.US_ASCII);
    private static final int WRAPPED = AesGcm.IV + AesGcm.KEY + AesGcm.TAG;

    private final String name;
    private final byte[] id;
    private final boolean modeChecked;
    private final SecretMemory memory;
    private final SecretMemory.Region key;
    private boolean closed;

    /** {@code key}: its 32 bytes, which are this object's from now on. {@code name} stands in messages. */
    LocalKey(String name, byte[] id, SecretMemory.Region key, SecretMemory memory, boolean modeChecked) {
        this.name = name;
        this.id = id;
        this.key = key;
        this.memory = memory;
        this.modeChecked = modeChecked;
    }

    /** The key file as the user wrote it. */
    public String name() {
        return name;
    }

    /** The key's 8 random bytes of identity in hexadecimal; no secret. */
    public String id() {
        return hex(id, 0);
    }

    /** False where the system has no file modes (Windows), so that nobody knows who else can read the key file. */
    public boolean modeChecked() {
        return modeChecked;
    }

    @Override
    public boolean made(Wrap wrap) {
        if (wrap.type() != Wrap.LOCAL) {
            return false;
        }
        for (int i = 0; i < Wrap.LOCAL_ID; i++) {
            if (wrap.body()[i] != id[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Wrap wrap(ByteBuffer dataKey, int at, StrongRandom random) {
        byte[] body = new byte[Wrap.LOCAL_LENGTH];
        ByteBuffer message = ByteBuffer.wrap(body);
        random.iv(message, Wrap.LOCAL_ID);
        return wrap(dataKey, at, body, message);
    }

    /** Wraps under the IV that stands in the body already. */
    Wrap wrap(ByteBuffer dataKey, int at, byte[] body, ByteBuffer message) {
        System.arraycopy(id, 0, body, 0, Wrap.LOCAL_ID);
        try (AesGcm gcm = expanded()) {
            gcm.seal(dataKey, at, AesGcm.KEY, aad(), message, Wrap.LOCAL_ID);
        }
        return new Wrap(Wrap.LOCAL, body);
    }

    /** Decrypts the data key of a wrap that was {@link #made} for this key; false if it is not as it was made. */
    public boolean unwrap(Wrap wrap, ByteBuffer dataKey, int at) {
        try (AesGcm gcm = expanded()) {
            return gcm.open(ByteBuffer.wrap(wrap.body()), Wrap.LOCAL_ID, WRAPPED, aad(), dataKey, at);
        }
    }

    private AesGcm expanded() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        AesGcm gcm = AesGcm.in(memory);
        gcm.key(key.bytes(), 0);
        return gcm;
    }

    private byte[] aad() {
        byte[] aad = new byte[AAD_PREFIX.length + Wrap.LOCAL_ID];
        System.arraycopy(AAD_PREFIX, 0, aad, 0, AAD_PREFIX.length);
        System.arraycopy(id, 0, aad, AAD_PREFIX.length, Wrap.LOCAL_ID);
        return aad;
    }

    @Override
    public void close() {
        closed = true;
        key.close();
    }

    @Override
    public String toString() {
        return name + " (key " + id() + ")";
    }

    /** Eight bytes in hexadecimal. */
    static String hex(byte[] bytes, int from) {
        char[] text = new char[2 * Wrap.LOCAL_ID];
        for (int i = 0; i < Wrap.LOCAL_ID; i++) {
            text[2 * i] = Character.forDigit(bytes[from + i] >> 4 & 0xF, 16);
            text[2 * i + 1] = Character.forDigit(bytes[from + i] & 0xF, 16);
        }
        return new String(text);
    }
}

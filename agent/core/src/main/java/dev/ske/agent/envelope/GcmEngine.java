package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AesGcm} computes with: AES-256 and GHASH under one expanded key, in one piece of working state, both of which it
 * is made with and alone knows the inside of. Which one there is, the memory says that both lie in ({@link
 * SecretMemory#engine}). Its caller has checked the bounds and that there is a key.
 *
 * <p>Every engine takes constant time, keeps what is secret in that memory and in registers or local variables, and leaves
 * nothing of a message in the working state once {@link #rest} was called. A message is IV, ciphertext and tag; buffers are
 * direct, or have an array. Not thread-safe.
 */
public interface GcmEngine {
    /** Expands the {@link AesGcm#KEY} bytes at {@code at}. */
    void expand(ByteBuffer key, int at);

    /**
     * Encrypts {@code length} bytes of {@code text}, which are those from {@code offset} on of the whole, into the message whose
     * IV stands at {@code iv}. Whoever seals begins with offset 0.
     */
    void encrypt(ByteBuffer text, int at, int length, ByteBuffer message, int iv, int offset);

    /** Puts the tag of the message whose IV stands at {@code iv} after its {@code size} bytes of ciphertext. */
    void tag(byte[] aad, ByteBuffer message, int iv, int size);

    /**
     * Whether the tag after {@code size} bytes of ciphertext is the message's.
     *
     * @param reader who will then decrypt
     */
    boolean isAuthentic(Object reader, ByteBuffer message, int iv, int size, byte[] aad);

    /**
     * Decrypts {@code length} bytes from {@code offset} on of the text of an authentic message.
     *
     * @param reader goes on where he was, if nobody else has used the engine since
     */
    void decrypt(Object reader, ByteBuffer message, int iv, int offset, int length, ByteBuffer text, int to);

    /** Leaves nothing in the working state of what {@code reader} has decrypted; null: nor of anybody else's. */
    void rest(@Nullable Object reader);
}

package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A sealed value: IV, ciphertext and tag in memory outside the heap, and whose key it was sealed under. */
final class Ciphertext {
    private final Generation generation;
    private final ByteBuffer bytes;
    private final int at;
    private final int length;

    /** The same value in another generation; {@link Usage} keeps the list. */
    private @Nullable Ciphertext other;

    /** {@code length}: of all; at least {@link AesGcm#IV} and {@link AesGcm#TAG}. */
    Ciphertext(Generation generation, ByteBuffer bytes, int at, int length) {
        this.generation = generation;
        this.bytes = bytes;
        this.at = at;
        this.length = length;
    }

    Generation generation() {
        return generation;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int length() {
        return length;
    }

    /** Bytes of the value. */
    int size() {
        return length - AesGcm.IV - AesGcm.TAG;
    }

    /** Puts zeros over it; for who knows that its generation has not ended and nobody reads it. */
    void wipe() {
        Zeros.over(bytes, at, length);
    }

    @Nullable
    Ciphertext other() {
        return other;
    }

    void other(@Nullable Ciphertext ciphertext) {
        other = ciphertext;
    }
}

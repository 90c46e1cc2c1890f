package dev.ske.bench.read;

import dev.ske.bench.start.Documents;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a read could cost at the least: without sealing, and with the JDK's AES, which uses the processor's instructions for it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Limits {
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;

    /** Bytes of the value. */
    @Param("32")
    public int size;

    private final byte[] iv = new byte[12];
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private final Map<String, String> map = new HashMap<>();
    private String name = "";
    private byte[] sealed = {};
    private Cipher reused = newCipher();

    @Setup
    public void seal() throws GeneralSecurityException {
        new SecureRandom().nextBytes(iv);
        name = Documents.name(size);
        map.put(name, "a".repeat(size));
        reused = newCipher();
        reused.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
        sealed = reused.doFinal(new byte[size]);
    }

    @Benchmark
    public String hashMap() {
        return Objects.requireNonNull(map.get(name));
    }

    @Benchmark
    public byte[] cipherReused() throws GeneralSecurityException {
        return open(reused);
    }

    @Benchmark
    public byte[] cipherFresh() throws GeneralSecurityException {
        return open(newCipher());
    }

    private byte[] open(Cipher cipher) throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
        return cipher.doFinal(sealed);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(AES_GCM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

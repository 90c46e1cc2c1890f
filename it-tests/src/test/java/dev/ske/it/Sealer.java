package dev.ske.it;

import dev.ske.it.kms.TestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second implementation of the v2 envelope (docs/format-v2.md), with the JDK's cipher: what it writes, the product
 * must open, and it can write what the product never would.
 */
public final class Sealer {
    private final byte[] dataKey = Any.bytes(32);
    private final List<byte[]> wraps = new ArrayList<>();

    /** A key that a data key can be wrapped for: its number among the types of wraps, and how. */
    public record Wrapper(int type, UnaryOperator<byte[]> wrap) {
        static Wrapper of(LocalKey key) {
            return new Wrapper(1, dataKey -> {
                byte[] iv = Any.bytes(12);
                byte[] aad = join("ske:wrap:1:".getBytes(StandardCharsets.US_ASCII), key.id());
                return join(key.id(), iv, gcm(key.key(), iv, aad, dataKey));
            });
        }

        /** For a key of KMS, which says under which ARN and with which encryption context. */
        static Wrapper of(TestKey key, Map<String, String> context) {
            return new Wrapper(2, dataKey -> {
                byte[] arn = key.arn().getBytes(StandardCharsets.US_ASCII);
                byte[] head = {(byte) (key.symmetric() ? 0 : 1), (byte) (arn.length >> 8), (byte) arn.length};
                return join(head, arn, key.encrypt(dataKey, context));
            });
        }
    }

    /** One data key, wrapped for each of the keys. */
    public Sealer(LocalKey... keys) {
        this(Stream.of(keys).map(Wrapper::of).toArray(Wrapper[]::new));
    }

    /** One data key, wrapped for each of the keys of KMS, without encryption context. */
    public Sealer(TestKey... keys) {
        this(Stream.of(keys).map(key -> Wrapper.of(key, Map.of())).toArray(Wrapper[]::new));
    }

    public Sealer(Wrapper... keys) {
        for (Wrapper key : keys) {
            byte[] body = key.wrap.apply(dataKey);
            wraps.add(ByteBuffer.allocate(3 + body.length)
                    .put((byte) key.type)
                    .putShort((short) body.length)
                    .put(body)
                    .array());
        }
    }

    /** For tests that look for it where it must not be. */
    public byte[] dataKey() {
        return dataKey.clone();
    }

    /** {@code ENC[v2:...]} for a text under a canonical name. */
    public String seal(String canonicalName, String text) {
        return seal(canonicalName, text, wraps, wraps);
    }

    /** Bound to all wraps, written with the first alone: what cutting out a wrap would give. */
    public String sealAndCutAWrap(String canonicalName, String text) {
        return seal(canonicalName, text, wraps, wraps.subList(0, 1));
    }

    /** This value's message under another data key's wraps: what an attacker who re-wraps would write. */
    public String sealAndRewrap(String canonicalName, String text, Sealer other) {
        return seal(canonicalName, text, wraps, other.wraps);
    }

    /** A payload with no wrap at all. */
    public String sealWithoutWraps(String canonicalName, String text) {
        return seal(canonicalName, text, List.of(), List.of());
    }

    public static String written(byte[] payload) {
        return "ENC[v2:" + Base64.getEncoder().encodeToString(payload) + "]";
    }

    public static byte[] payload(String written) {
        return Base64.getDecoder().decode(written.substring("ENC[v2:".length(), written.length() - 1));
    }

    public static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private String seal(String name, String text, List<byte[]> bound, List<byte[]> written) {
        byte[] iv = Any.bytes(12);
        byte[] aad = join(("ske:v2:" + name).getBytes(StandardCharsets.UTF_8), block(bound));
        byte[] plain = join(new byte[] {0}, text.getBytes(StandardCharsets.UTF_8));
        return written(join(block(written), iv, gcm(dataKey, iv, aad, plain)));
    }

    private static byte[] block(List<byte[]> wraps) {
        return join(new byte[] {(byte) wraps.size()}, join(wraps.toArray(byte[][]::new)));
    }

    public static byte[] gcm(byte[] key, byte[] iv, byte[] aad, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(aad);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

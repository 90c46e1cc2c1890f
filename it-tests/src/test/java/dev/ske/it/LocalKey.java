package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.zip.CRC32;

/** A local key, made by the test from the published format, so that the product is not its own witness. */
public final class LocalKey {
    private final byte[] id = Any.bytes(8);
    private final byte[] key = Any.bytes(32);

    public static LocalKey random() {
        return new LocalKey();
    }

    public byte[] id() {
        return id;
    }

    public byte[] key() {
        return key;
    }

    /** {@code SKE-KEY-1:} and base64url of id, key and their CRC-32. */
    public String text() {
        CRC32 crc = new CRC32();
        crc.update(id);
        crc.update(key);
        byte[] all = ByteBuffer.allocate(44)
                .put(id)
                .put(key)
                .putInt((int) crc.getValue())
                .array();
        return "SKE-KEY-1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    public Path writeTo(Path file) {
        return writeTo(file, "r--------");
    }

    public Path writeTo(Path file, String mode) {
        return write(file, (text() + "\n").getBytes(StandardCharsets.US_ASCII), mode);
    }

    /** Any bytes as a key file. */
    public static Path write(Path file, byte[] content, String mode) {
        try {
            Files.write(file, content);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalKey() {}
}

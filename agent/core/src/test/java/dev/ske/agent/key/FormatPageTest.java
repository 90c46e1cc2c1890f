package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Wrap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of docs/format-v2.md, checked against our code and against what the page says, written with the JDK alone. */
class FormatPageTest {
    private static final Path PAGE = Path.of("../../docs/format-v2.md");

    @TempDir
    Path folder;

    static Stream<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            int equals = line.indexOf(" = ");
            if (line.startsWith("vector ")) {
                vectors.add(new Vector(line, new HashMap<>()));
            } else if (!vectors.isEmpty() && equals > 0) {
                vectors.get(vectors.size() - 1).fields().put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
        return vectors.stream();
    }

    @Test
    void the_page_has_a_vector_with_one_key_and_one_with_two() throws IOException {
        assertThat(vectors().map(Vector::keys)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void our_code_seals_the_vector_byte_for_byte(Vector vector) throws IOException {
        List<Wrap> wraps = new ArrayList<>();
        for (int i = 1; i <= vector.keys(); i++) {
            try (LocalKey key = key(vector, i)) {
                assertThat(key.id()).isEqualTo(vector.text("key " + i + " id"));
                byte[] body = new byte[Wrap.LOCAL_LENGTH];
                System.arraycopy(vector.bytes("wrap " + i + " IV"), 0, body, Wrap.LOCAL_ID, 12);
                wraps.add(key.wrap(direct(vector.bytes("data key")), 0, body, ByteBuffer.wrap(body)));
                assertThat(body).isEqualTo(vector.bytes("wrap " + i + " body"));
            }
        }
        String canonical = EntryPath.ROOT.key(vector.text("name")).canonical();
        assertThat(canonical).isEqualTo(vector.text("canonical name"));
        assertThat(Wrap.block(wraps)).isEqualTo(vector.bytes("wraps"));
        assertThat(Envelope.aad(canonical, Wrap.block(wraps))).isEqualTo(vector.bytes("value AAD"));
        byte[] plaintext = vector.bytes("plaintext");
        ByteBuffer message = ByteBuffer.allocate(12 + plaintext.length + 16);
        message.put(vector.bytes("value IV"));
        try (DataKey dataKey = new DataKey(wraps, direct(vector.bytes("data key")), 0, new OffHeap())) {
            assertThat(dataKey.seal(canonical, direct(plaintext), 0, plaintext.length, message))
                    .isEqualTo(vector.text("value"));
        }
        assertThat(message.array())
                .isEqualTo(concat(vector.bytes("value IV"), vector.bytes("ciphertext"), vector.bytes("tag")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void our_code_opens_the_vector_with_each_of_its_keys_alone(Vector vector) throws IOException {
        for (int i = 1; i <= vector.keys(); i++) {
            try (KeyRing ring = new KeyRing(List.of(key(vector, i)), null, new OffHeap())) {
                Envelope envelope = Envelope.parse(vector.text("value"));
                PlainValue opened = ring.dataKey(envelope).open(envelope, vector.text("canonical name"));
                byte[] content = new byte[opened.content().length()];
                opened.content().read(0, content.length, ByteBuffer.wrap(content), 0);
                byte[] plaintext = vector.bytes("plaintext");
                assertThat(opened.kind()).isEqualTo(plaintext[0]);
                assertThat(content).isEqualTo(Arrays.copyOfRange(plaintext, 1, plaintext.length));
                assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(vector.text("text"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_writer_made_from_the_page_alone_writes_the_vector(Vector vector) throws Exception {
        ByteArrayOutputStream wraps = new ByteArrayOutputStream();
        wraps.write(vector.keys());
        for (int i = 1; i <= vector.keys(); i++) {
            byte[] id = vector.bytes("key " + i + " id");
            byte[] key = vector.bytes("key " + i);
            CRC32 crc = new CRC32();
            crc.update(concat(id, key));
            byte[] checksum =
                    ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
            assertThat("SKE-KEY-1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(concat(id, key, checksum)))
                    .isEqualTo(vector.text("key " + i + " file"))
                    .hasSize(69);
            byte[] aad = concat("ske:wrap:1:".getBytes(StandardCharsets.US_ASCII), id);
            assertThat(aad).isEqualTo(vector.bytes("wrap " + i + " AAD"));
            byte[] iv = vector.bytes("wrap " + i + " IV");
            byte[] body = concat(id, iv, gcm(Cipher.ENCRYPT_MODE, key, iv, aad, vector.bytes("data key")));
            assertThat(body).isEqualTo(vector.bytes("wrap " + i + " body"));
            wraps.writeBytes(concat(new byte[] {1, 0, 68}, body));
        }
        assertThat(wraps.toByteArray()).isEqualTo(vector.bytes("wraps"));
        byte[] name = vector.text("canonical name").getBytes(StandardCharsets.US_ASCII);
        byte[] aad = concat("ske:v2:".getBytes(StandardCharsets.US_ASCII), name, wraps.toByteArray());
        assertThat(aad).isEqualTo(vector.bytes("value AAD"));
        byte[] sealed = gcm(
                Cipher.ENCRYPT_MODE,
                vector.bytes("data key"),
                vector.bytes("value IV"),
                aad,
                vector.bytes("plaintext"));
        assertThat(sealed).isEqualTo(concat(vector.bytes("ciphertext"), vector.bytes("tag")));
        byte[] payload = concat(wraps.toByteArray(), vector.bytes("value IV"), sealed);
        assertThat("ENC[v2:" + Base64.getEncoder().encodeToString(payload) + "]")
                .isEqualTo(vector.text("value"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_reader_made_from_the_page_alone_reads_the_vector(Vector vector) throws Exception {
        String value = vector.text("value");
        ByteBuffer payload = ByteBuffer.wrap(Base64.getDecoder().decode(value.substring(7, value.length() - 1)));
        byte[] dataKey = new byte[0];
        int count = payload.get();
        for (int i = 1; i <= count; i++) {
            assertThat(payload.get()).isEqualTo((byte) 1);
            byte[] body = take(payload, payload.getShort());
            byte[] id = Arrays.copyOf(body, 8);
            dataKey = gcm(
                    Cipher.DECRYPT_MODE,
                    vector.bytes("key " + i),
                    Arrays.copyOfRange(body, 8, 20),
                    concat("ske:wrap:1:".getBytes(StandardCharsets.US_ASCII), id),
                    Arrays.copyOfRange(body, 20, 68));
            assertThat(dataKey).isEqualTo(vector.bytes("data key"));
        }
        byte[] wraps = Arrays.copyOf(payload.array(), payload.position());
        byte[] iv = take(payload, 12);
        byte[] name = vector.text("canonical name").getBytes(StandardCharsets.US_ASCII);
        byte[] aad = concat("ske:v2:".getBytes(StandardCharsets.US_ASCII), name, wraps);
        byte[] plaintext = gcm(Cipher.DECRYPT_MODE, dataKey, iv, aad, take(payload, payload.remaining()));
        assertThat(new String(plaintext, 1, plaintext.length - 1, StandardCharsets.UTF_8))
                .isEqualTo(vector.text("text"));
    }

    private LocalKey key(Vector vector, int number) throws IOException {
        Path file = folder.resolve(number + ".key");
        Files.deleteIfExists(file);
        LocalKeyFile.create(file);
        Files.delete(file);
        Files.writeString(file, vector.text("key " + number + " file") + "\n");
        return LocalKeyFile.read(file, "ske.key", true, new OffHeap());
    }

    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ByteBuffer direct(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        buffer.duplicate().put(bytes);
        return buffer;
    }

    /** One vector of the page: its fields by name. */
    record Vector(String name, Map<String, String> fields) {
        String text(String field) {
            assertThat(fields).containsKey(field);
            return fields.get(field);
        }

        byte[] bytes(String field) {
            return HexFormat.of().parseHex(text(field));
        }

        int keys() {
            return fields.containsKey("key 2") ? 2 : 1;
        }
    }
}

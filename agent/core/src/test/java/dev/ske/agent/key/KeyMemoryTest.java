package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.Engine;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.helper.Kms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done with keys, and whatever fails at it: when they are closed, their memory was given back and is zero. */
@ParameterizedClass
@EnumSource(Engine.class)
class KeyMemoryTest {
    private static final Place PLACE = new Place("x", 1, 1);

    @TempDir
    Path folder;

    private final CountedMemory memory;
    private final StrongRandom random = new StrongRandom();

    KeyMemoryTest(Engine engine) {
        memory = new CountedMemory(engine.memory());
    }

    @BeforeEach
    void make_a_key() {
        LocalKeyFile.create(folder.resolve("one.key"));
    }

    @AfterEach
    void everything_was_closed_and_wiped() {
        random.close();
        assertThat(memory.times()).isPositive();
        assertThat(memory.open()).isZero();
        assertThat(memory.isZero()).isTrue();
    }

    @Test
    void a_data_key_is_made_wrapped_and_used() {
        try (LocalKey key = LocalKeyFile.read(folder.resolve("one.key"), "one.key", false, memory);
                DataKey made = DataKey.create(List.of(key, key), random, memory)) {
            ByteBuffer text = ByteBuffer.allocateDirect(10);
            Envelope sealed = Envelope.parse(made.seal("A", text, 0, 10, random));
            try (PlainValue opened = made.open(sealed, "A")) {
                assertThat(opened.content().length()).isEqualTo(9);
            }
            assertThat(memory.open()).as("of the two keys").isEqualTo(2);
        }
    }

    @Test
    void a_key_file_named_twice_is_one_key() {
        try (Keys keys = Keys.read(List.of(spec("one.key"), spec("one.key")), memory)) {
            assertThat(keys.all()).hasSize(1);
            assertThat(memory.open()).isEqualTo(1);
        }
    }

    @Test
    void a_key_file_that_is_refused_takes_those_before_it_along() throws IOException {
        LocalKeyFile.create(folder.resolve("two.key"));
        String text = Files.readString(folder.resolve("two.key"));
        Files.delete(folder.resolve("two.key"));
        LocalKeyFile.create(folder.resolve("other.key"));
        // another key's checksum at the end
        String other = Files.readString(folder.resolve("other.key"));
        Path wrong = Files.writeString(folder.resolve("two.key"), text.substring(0, 60) + other.substring(60));
        if (wrong.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        }
        assertThatThrownBy(() -> Keys.read(List.of(spec("one.key"), spec("two.key")), memory))
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.KEY_FILE_INVALID);
    }

    @Test
    void a_data_key_of_kms_cannot_be_read_to_its_end() {
        Kms kms = new Kms() {
            @Override
            public int decrypt(List<Attempt> attempts) {
                return 0;
            }

            @Override
            public Plaintext await(int call) {
                return new Breaking();
            }

            @Override
            public List<AttestationState> attestations() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        KmsKey key = new KmsKey("alias/one", new KmsKey.Draft(), PLACE);
        try (KmsSession session = new KmsSession(List.of(key), keys -> kms);
                KmsKeys keys = new KmsKeys(session, memory)) {
            Envelope value = Envelope.parse(new SealedV2(new FakeKms()).value("A", "text"));
            assertThatThrownBy(() -> keys.dataKey(ByteBuffer.wrap(value.wrapsBlock()), value.wraps(), null))
                    .hasMessage("the helper has ended");
        }
    }

    /** A key's length, and half of it. */
    private static final class Breaking implements Plaintext {
        @Override
        public int length() {
            return AesGcm.KEY;
        }

        @Override
        public void read(int from, int length, ByteBuffer into, int at) {
            into.put(at, (byte) 1);
            throw new Failure(Code.KMS_UNREACHABLE, "the helper has ended");
        }
    }

    private KeySpec spec(String name) {
        return KeySpec.of(name, folder.resolve(name), PLACE);
    }
}

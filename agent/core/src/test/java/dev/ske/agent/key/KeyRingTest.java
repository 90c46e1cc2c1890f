package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir
    Path folder;

    private final StrongRandom random = new StrongRandom();
    private LocalKey ours;
    private LocalKey theirs;

    @BeforeEach
    void make_two_keys() {
        ours = key("ours.key");
        theirs = key("theirs.key");
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
        random.close();
    }

    @Test
    void a_sealed_value_opens_under_its_name_with_any_of_its_keys() {
        try (DataKey dataKey = DataKey.create(List.of(ours, theirs), random, new OffHeap())) {
            byte[] content = random(100);
            String value = seal(dataKey, "DB_PASSWORD", ValueKind.STRING, content);
            assertThat(EncryptedValue.kindOf(value)).isEqualTo(EncryptedValue.Kind.V2);
            for (LocalKey key : List.of(ours, theirs)) {
                assertThat(open(new KeyRing(List.of(key), null, new OffHeap()), value, "DB_PASSWORD"))
                        .isEqualTo(content);
            }
        }
    }

    @Test
    void a_data_key_is_wrapped_for_one_more_key_without_the_keys_that_it_is_wrapped_for_already() {
        LocalKey third = key("third.key");
        try (DataKey dataKey = DataKey.create(List.of(ours, theirs), random, new OffHeap())) {
            Envelope before = Envelope.parse(seal(dataKey, "NAME", ValueKind.STRING, random(20)));
            KeyRing alone = new KeyRing(List.of(ours), null, new OffHeap());
            try (DataKey widened = alone.widened(before, List.of(third), random)) {
                byte[] content = random(20);
                String value = seal(widened, "NAME", ValueKind.STRING, content);
                assertThat(Envelope.parse(value).wraps()).hasSize(3);
                for (LocalKey key : List.of(ours, theirs, third)) {
                    assertThat(open(new KeyRing(List.of(key), null, new OffHeap()), value, "NAME"))
                            .isEqualTo(content);
                }
            }
        }
        third.close();
    }

    @Test
    void every_kind_and_the_empty_string_come_back() {
        try (DataKey dataKey = DataKey.create(List.of(ours), random, new OffHeap())) {
            KeyRing ring = new KeyRing(List.of(ours), null, new OffHeap());
            for (int kind = ValueKind.STRING; kind <= ValueKind.BYTES; kind++) {
                String value = seal(dataKey, "NAME", kind, new byte[0]);
                try (PlainValue opened = ring.dataKey(Envelope.parse(value)).open(Envelope.parse(value), "NAME")) {
                    assertThat(opened.content().length()).isZero();
                    assertThat(opened.kind()).isEqualTo(kind);
                }
            }
            Envelope unknown = Envelope.parse(seal(dataKey, "NAME", 4, random(3)));
            assertThatThrownBy(() -> dataKey.open(unknown, "NAME"))
                    .isInstanceOf(Failure.class)
                    .hasFieldOrPropertyWithValue("code", Code.VALUE_MALFORMED);
        }
    }

    @Test
    void a_value_moved_to_another_name_is_refused() {
        try (DataKey dataKey = DataKey.create(List.of(ours), random, new OffHeap())) {
            Envelope envelope = Envelope.parse(seal(dataKey, "DB_PASSWORD", ValueKind.STRING, random(10)));
            assertThatThrownBy(() -> dataKey.open(envelope, "DB_USER"))
                    .hasMessageContaining("sealed under the name DB_USER")
                    .isInstanceOf(Failure.class)
                    .hasFieldOrPropertyWithValue("code", Code.VALUE_TAMPERED);
        }
    }

    @Test
    void every_changed_character_of_a_value_is_refused_with_the_code_that_fits() {
        KeyRing ring = new KeyRing(List.of(ours), null, new OffHeap());
        try (DataKey dataKey = DataKey.create(List.of(ours, theirs), random, new OffHeap())) {
            String value = seal(dataKey, "NAME", ValueKind.STRING, random(20));
            for (int at = 7; at < value.length() - 1; at++) {
                for (int bit = 0; bit < 7; bit++) {
                    String changed =
                            value.substring(0, at) + (char) (value.charAt(at) ^ 1 << bit) + value.substring(at + 1);
                    assertThatThrownBy(() -> open(ring, changed, "NAME"))
                            .as("bit %d of character %d", bit, at)
                            .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                            .satisfies(failure -> assertThat(failure.code())
                                    .isIn(Code.VALUE_MALFORMED, Code.VALUE_TAMPERED, Code.KEY_MISMATCH));
                }
            }
            assertThat(open(ring, value, "NAME")).hasSize(20);
        }
    }

    @Test
    void a_wrap_can_be_neither_cut_out_nor_added_nor_reordered() {
        try (DataKey dataKey = DataKey.create(List.of(ours, theirs), random, new OffHeap())) {
            Envelope envelope = Envelope.parse(seal(dataKey, "NAME", ValueKind.STRING, random(20)));
            Wrap first = envelope.wraps().get(0);
            Wrap second = envelope.wraps().get(1);
            Wrap added = new Wrap(9, random(5));
            for (List<Wrap> wraps : List.of(
                    List.of(first), List.of(second, first), List.of(first, second, added), List.of(first, first))) {
                String value = Envelope.format(
                        Wrap.block(wraps), envelope.message(), envelope.messageAt(), envelope.messageLength());
                assertThatThrownBy(() -> open(new KeyRing(List.of(ours), null, new OffHeap()), value, "NAME"))
                        .isInstanceOf(Failure.class)
                        .hasFieldOrPropertyWithValue("code", Code.VALUE_TAMPERED);
            }
        }
    }

    @Test
    void a_changed_wrap_of_our_key_is_told_from_a_key_that_is_missing() {
        byte[] payload;
        try (DataKey dataKey = DataKey.create(List.of(ours), random, new OffHeap())) {
            String value = seal(dataKey, "NAME", ValueKind.STRING, random(20));
            payload = Base64.getDecoder().decode(value.substring(7, value.length() - 1));
        }
        payload[40] ^= 1;
        mismatch(
                new KeyRing(List.of(ours), null, new OffHeap()),
                payload,
                Code.VALUE_TAMPERED,
                "wrapped for ours.key (key " + ours.id());
        payload[40] ^= 1;
        mismatch(
                new KeyRing(List.of(theirs), null, new OffHeap()),
                payload,
                Code.KEY_MISMATCH,
                "the value is encrypted for local key " + ours.id()
                        + ", and none of the configured keys opens it: theirs.key (key " + theirs.id() + ")");
        mismatch(
                new KeyRing(List.of(), null, new OffHeap()),
                payload,
                Code.KEY_MISMATCH,
                "the value is encrypted for local key " + ours.id() + ", and no key is configured");
        payload[1] = 77;
        mismatch(
                new KeyRing(List.of(ours), null, new OffHeap()),
                payload,
                Code.KEY_MISMATCH,
                "a key of type 77, which this version");
        payload[1] = Wrap.KMS;
        mismatch(new KeyRing(List.of(ours), null, new OffHeap()), payload, Code.KEY_MISMATCH, "a key of AWS KMS");
    }

    @Test
    void values_with_the_same_wraps_share_one_data_key() {
        KeyRing ring = new KeyRing(List.of(theirs, ours), null, new OffHeap());
        try (DataKey first = DataKey.create(List.of(ours), random, new OffHeap());
                DataKey second = DataKey.create(List.of(ours), random, new OffHeap())) {
            Envelope a = Envelope.parse(seal(first, "A", ValueKind.STRING, random(1)));
            Envelope b = Envelope.parse(seal(first, "B", ValueKind.STRING, random(2)));
            Envelope c = Envelope.parse(seal(second, "C", ValueKind.STRING, random(3)));
            DataKey opened = ring.dataKey(a);
            assertThat(ring.dataKey(b)).isSameAs(opened);
            assertThat(opened.open(b, "B").content().length()).isEqualTo(2);
            assertThat(ring.dataKey(c)).isNotSameAs(opened);
            assertThatThrownBy(() -> opened.open(b, "B")).isInstanceOf(IllegalStateException.class);
            assertThat(ring.dataKey(a).open(a, "A").content().length()).isEqualTo(1);
        }
    }

    @Test
    void a_data_key_tells_for_which_keys_it_is_wrapped() {
        try (DataKey both = DataKey.create(List.of(ours, theirs), random, new OffHeap());
                DataKey one = DataKey.create(List.of(ours), random, new OffHeap())) {
            assertThat(both.wrappedFor(List.of(theirs, ours))).isTrue();
            assertThat(both.wrappedFor(List.of(ours))).isFalse();
            assertThat(one.wrappedFor(List.of(ours))).isTrue();
            assertThat(one.wrappedFor(List.of(ours, theirs))).isFalse();
            assertThat(one.wrappedFor(List.of())).isFalse();
            List<Wrap> wraps = new ArrayList<>();
            wraps.add(ours.wrap(ByteBuffer.allocateDirect(32), 0, random));
            wraps.add(new Wrap(Wrap.KMS, random(40)));
            try (DataKey withKms = new DataKey(wraps, ByteBuffer.allocateDirect(32), 0, new OffHeap())) {
                assertThat(withKms.wrappedFor(List.of(ours))).isFalse();
            }
        }
    }

    @Test
    void a_closed_key_opens_nothing_more() {
        KeyRing ring = new KeyRing(List.of(ours), null, new OffHeap());
        try (DataKey dataKey = DataKey.create(List.of(ours), random, new OffHeap())) {
            Envelope envelope = Envelope.parse(seal(dataKey, "NAME", ValueKind.STRING, random(20)));
            DataKey opened = ring.dataKey(envelope);
            ring.close();
            assertThatThrownBy(() -> opened.open(envelope, "NAME")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> ring.dataKey(envelope)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void mismatch(KeyRing ring, byte[] payload, Code code, String reason) {
        Envelope envelope = Envelope.parse("ENC[v2:" + Base64.getEncoder().encodeToString(payload) + "]");
        assertThatThrownBy(() -> ring.dataKey(envelope))
                .hasMessageContaining(reason)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.hint()).isNotNull();
                });
    }

    private LocalKey key(String name) {
        LocalKeyFile.create(folder.resolve(name));
        return LocalKeyFile.read(folder.resolve(name), name, false, new OffHeap());
    }

    private String seal(DataKey dataKey, String canonical, int kind, byte[] content) {
        ByteBuffer text = ByteBuffer.allocateDirect(3 + content.length);
        text.put(2, (byte) kind);
        for (int i = 0; i < content.length; i++) {
            text.put(3 + i, content[i]);
        }
        return dataKey.seal(canonical, text, 2, 1 + content.length, random);
    }

    /** The content without the kind. */
    private byte[] open(KeyRing ring, String value, String canonical) {
        Envelope envelope = Envelope.parse(value);
        try (PlainValue opened = ring.dataKey(envelope).open(envelope, canonical)) {
            byte[] content = new byte[opened.content().length()];
            opened.content().read(0, content.length, ByteBuffer.wrap(content), 0);
            return content;
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.fill(ByteBuffer.wrap(bytes), 0, length);
        return bytes;
    }
}

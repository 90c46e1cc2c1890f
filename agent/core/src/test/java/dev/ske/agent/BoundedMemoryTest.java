package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.FakeKms;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.key.SealedV2;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many values and keys there are, and however long a value is: a start works in the same few bytes, and closes them. */
class BoundedMemoryTest {
    @TempDir
    Path folder;

    private final CountedMemory memory = new CountedMemory();
    private final FakeKms kms = new FakeKms();
    private final StrongRandom random = new StrongRandom();
    private final StringBuilder document = new StringBuilder("SKE_KEYS=file:ske.key,aws-kms:alias/app\n");
    private final Map<String, String> texts = new LinkedHashMap<>();
    private LocalKey local;

    @BeforeEach
    void make_a_key() {
        LocalKeyFile.create(folder.resolve("ske.key"));
        local = LocalKeyFile.read(folder.resolve("ske.key"), "ske.key", false, new OffHeap());
    }

    @AfterEach
    void everything_was_closed_and_wiped() {
        local.close();
        random.close();
        assertThat(memory.times()).isPositive();
        assertThat(memory.open()).isZero();
        assertThat(memory.isZero()).isTrue();
        assertThat(memory.most()).isLessThanOrEqualTo(Opener.MEMORY);
    }

    @Test
    void ten_thousand_values_take_no_more_memory_than_one() throws IOException {
        values("ONE", 1);
        open();
        int one = memory.most();
        values("MANY", 10_000);
        open();
        assertThat(memory.most()).isEqualTo(one);
    }

    @Test
    void two_hundred_data_keys_take_no_more_memory_than_one() throws IOException {
        values("ONE", 1);
        open();
        int one = memory.most();
        for (int i = 0; i < 200; i++) {
            values("KEY" + i + "_", 2);
        }
        open();
        assertThat(memory.most()).isEqualTo(one);
    }

    @Test
    void a_value_and_a_file_of_a_mebibyte_take_no_more_memory_than_short_ones() throws IOException {
        document.append("SKE_SOURCES=dir:secrets\n");
        file("TOKEN", "short");
        value("SHORT", "short", DataKey.create(List.of(local), random, new OffHeap()));
        open();
        int one = memory.most();
        file("TOKEN", "f".repeat(1 << 20));
        value("LONG", "v\u00fc".repeat(1 << 19), DataKey.create(List.of(local), random, new OffHeap()));
        open();
        assertThat(memory.most()).isEqualTo(one);
    }

    @Test
    void every_kind_of_value_that_kms_opens_fits_beside_a_local_key() throws IOException {
        values("LOCAL", 3);
        put("DIRECT", KmsValue.format(kms.encrypt(bytes("d".repeat(4096)))), "d".repeat(4096));
        for (int i = 0; i < 3; i++) {
            String text = UUID.randomUUID().toString();
            put("WRAPPED" + i, new SealedV2(kms).value("WRAPPED" + i, text), text);
        }
        open();
    }

    @Test
    void a_value_that_fails_leaves_nothing_open() throws IOException {
        values("GOOD", 3);
        String foreign = new SealedV2(kms).value("OTHER", "moved");
        document.append("MOVED=").append(foreign).append('\n');
        assertThatThrownBy(this::open)
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.VALUE_TAMPERED);
    }

    private void values(String name, int count) {
        try (DataKey data = DataKey.create(List.of(local), random, new OffHeap())) {
            for (int i = 0; i < count; i++) {
                value(name + i, UUID.randomUUID().toString(), data);
            }
        }
    }

    private void value(String name, String text, DataKey data) {
        byte[] kindAndText = bytes("\0" + text);
        put(name, data.seal(name, ByteBuffer.wrap(kindAndText), 0, kindAndText.length, random), text);
    }

    private void put(String name, String value, String text) {
        document.append(name).append('=').append(value).append('\n');
        texts.put(name, text);
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.write(folder.resolve("secrets").resolve(name), bytes(text));
        texts.put(name, text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A start with the counted memory; every value must be the one that was sealed. */
    private void open() throws IOException {
        Path file = Files.write(folder.resolve("a.env"), bytes(document.toString()));
        Unopened start = Unopened.read(file, kms);
        try (KmsSession session = new KmsSession(Keys.kms(start.basis().config().keys()), kms)) {
            Sealing sealing = new Sealing(random, start.basis().memory());
            new Opener(start.basis(), sealing, memory, null).open(start.sources(), session);
            SealedStore store = sealing.seal();
            store.publish();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                assertThat(store.exposeAsString(store.snapshot().find(text.getKey())))
                        .as(text.getKey())
                        .isEqualTo(text.getValue());
            }
            store.destroy();
        }
    }
}

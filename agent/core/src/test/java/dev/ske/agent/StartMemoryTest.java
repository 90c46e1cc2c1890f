package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.store.NativeLibrary;
import dev.ske.agent.store.OurPages;
import dev.ske.agent.store.OurPages.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start leaves of protected memory, whether it succeeds, fails or is given up. */
class StartMemoryTest {
    @TempDir
    Path folder;

    private String value;
    private List<Mapping> before;

    @BeforeEach
    void seal_a_value_and_look_at_the_pages() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        LocalKeyFile.create(folder.resolve("ske.key"));
        byte[] text = ("\0" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        try (LocalKey key = LocalKeyFile.read(folder.resolve("ske.key"), "ske.key", false, new OffHeap());
                StrongRandom random = new StrongRandom();
                DataKey data = DataKey.create(List.of(key), random, new OffHeap())) {
            value = data.seal("DB_PASSWORD", ByteBuffer.wrap(text), 0, text.length, random);
        }
        before = OurPages.all();
    }

    @Test
    void what_the_start_worked_in_is_gone_with_it_and_the_store_s_two_pages_with_the_store() throws IOException {
        Opened opened = start("DB_PASSWORD=" + value).await();
        assertThat(OurPages.since(before)).extracting(Mapping::writable).containsExactlyInAnyOrder(false, true);
        opened.store().destroy();
        assertThat(OurPages.since(before)).isEmpty();
    }

    @Test
    void a_start_that_fails_leaves_no_page() throws IOException {
        Opening moved = start("DB_PASSWORD=" + value + "\nDB_USER=" + value);
        assertThatThrownBy(moved::await)
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.VALUE_TAMPERED);
        moved.abandon();
        assertThat(OurPages.since(before)).isEmpty();
        Opening without = start("SKE_REQUIRED=API_TOKEN\nDB_PASSWORD=" + value);
        assertThatThrownBy(without::await)
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.SECRET_NOT_FOUND);
        assertThat(OurPages.since(before)).isEmpty();
    }

    @Test
    void a_start_that_is_given_up_when_all_is_open_leaves_no_page() throws IOException {
        Opening opening = start("DB_PASSWORD=" + value);
        opening.await();
        assertThat(OurPages.since(before)).isNotEmpty();
        opening.abandon();
        assertThat(OurPages.since(before)).isEmpty();
    }

    @Test
    void a_start_that_is_given_up_at_once_leaves_no_page_when_it_comes_to_its_end() throws IOException {
        Opening opening = start("DB_PASSWORD=" + value);
        opening.abandon();
        assertThat(opening.ended()).isTrue();
        assertThat(OurPages.since(before)).isEmpty();
    }

    private Opening start(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("a.env"), "SKE_KEYS=file:ske.key\n" + lines + "\n");
        return Opening.start(Options.parse("config=" + file, Map.of()), Map.of(), null);
    }
}

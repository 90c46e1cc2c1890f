package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.OurPages.Mapping;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the sealing key and its ciphers lie, and that nothing of it stays; where the build had a C compiler. */
@Timeout(60)
@ParameterizedClass(name = "by instructions: {0}")
@ValueSource(booleans = {true, false})
class CipherPoolTest {
    private final StrongRandom random = new StrongRandom();
    private final boolean instructions;
    private ProtectedMemory memory;
    private List<Mapping> pages;

    CipherPoolTest(boolean instructions) {
        this.instructions = instructions;
    }

    @BeforeEach
    void look_at_the_pages() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        memory = ProtectedMemory.open(MemorySpec.DEFAULT, null);
        if (!instructions) {
            memory.withoutInstructions();
        }
        pages = OurPages.all();
    }

    @AfterEach
    void close() {
        random.close();
    }

    @Test
    void the_key_lies_in_one_page_that_cannot_be_written_and_all_that_works_with_it_in_another() {
        CipherPool pool = new CipherPool(random, memory);
        long page = NativeMemory.pageSize();
        assertThat(OurPages.since(pages))
                .allMatch(mapping -> mapping.bytes() == page)
                .extracting(Mapping::writable)
                .containsExactlyInAnyOrder(false, true);
        pool.close();
        assertThat(OurPages.since(pages)).isEmpty();
    }

    /** The bytes that the key was expanded from are gone; the other page has canaries and zeros. */
    @Test
    void nothing_but_the_expanded_keys_stays() {
        CipherPool pool = new CipherPool(random, memory);
        int expandedEnd = Block.CANARY + Block.taken(AesGcm.EXPANDED);
        assertThat(nonZeros(bytes(false), Block.CANARY, Block.CANARY + AesGcm.EXPANDED))
                .isGreaterThan(AesGcm.EXPANDED / 2);
        int secondEnd = expandedEnd + Block.taken(AesGcm.EXPANDED);
        assertThat(nonZeros(bytes(false), expandedEnd, expandedEnd + AesGcm.EXPANDED))
                .isZero();
        assertThat(nonZeros(bytes(false), secondEnd, bytes(false).capacity())).isZero();
        ByteBuffer work = bytes(true);
        int taken = Block.taken(PooledCipher.REGION);
        for (int at = Block.CANARY; at + taken <= work.capacity(); at += taken) {
            assertThat(nonZeros(work, at, at + PooledCipher.REGION)).isZero();
        }
        pool.close();
    }

    /** A refresh takes no page: the next key goes to the other slot, and the one before it is overwritten. */
    @Test
    void the_next_key_lies_in_the_same_page_and_the_one_before_it_is_overwritten() {
        CipherPool pool = new CipherPool(random, memory);
        Generations generations = new Generations(pool);
        for (int i = 0; i < 5; i++) {
            Generation before = generations.present();
            Generation next = generations.begin(random);
            assertThat(keyBytes(before)).isGreaterThan(AesGcm.EXPANDED / 2);
            assertThat(keyBytes(next)).isGreaterThan(AesGcm.EXPANDED / 2);
            generations.succeed(next);
            generations.retire();
            assertThat(keyBytes(before)).isZero();
            Generation abandoned = generations.begin(random);
            generations.abandon(abandoned);
            assertThat(keyBytes(abandoned)).isZero();
            assertThat(OurPages.since(pages)).hasSize(2);
        }
        generations.close();
        assertThat(OurPages.since(pages)).isEmpty();
    }

    @Test
    void where_no_next_key_can_be_made_the_present_one_stays_alone() {
        Generations generations = new Generations(new CipherPool(random, memory));
        random.close();
        assertThatThrownBy(() -> generations.begin(random))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot read random bytes");
        assertThat(generations.present().alive()).isTrue();
        assertThat(keyBytes(generations.present())).isGreaterThan(AesGcm.EXPANDED / 2);
        assertThat(keyBytes(new Generation(1))).isZero();
        try (StrongRandom another = new StrongRandom()) {
            generations.succeed(generations.begin(another));
        }
        generations.close();
    }

    @Test
    void a_broken_canary_is_told_and_keeps_no_page_from_being_given_back() {
        for (boolean writable : new boolean[] {true, false}) {
            CipherPool pool = new CipherPool(random, memory);
            ByteBuffer bytes = bytes(writable);
            Mapping broken = mapping(writable);
            if (!writable) {
                NativeMemory.protect(broken.address(), broken.bytes(), true);
            }
            bytes.put(0, (byte) ~bytes.get(0));
            NativeMemory.protect(broken.address(), broken.bytes(), writable);
            assertThatThrownBy(pool::close).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo(Code.INTERNAL);
                assertThat(failure).hasMessageContaining("overwritten past its bounds; it was wiped");
            });
            assertThat(OurPages.since(pages)).isEmpty();
        }
    }

    @Test
    void closing_it_waits_for_who_is_at_work() throws Exception {
        CipherPool pool = new CipherPool(random, memory);
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            PooledCipher cipher = pool.claim();
            working.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                cipher.holder = null;
                cipher.ended = cipher.held;
            }
        });
        reader.start();
        working.await();
        Thread closing = new Thread(pool::close);
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).isTrue();
        assertThat(OurPages.since(pages)).hasSize(2);
        done.countDown();
        closing.join(TimeUnit.SECONDS.toMillis(30));
        reader.join();
        assertThat(OurPages.since(pages)).isEmpty();
    }

    @Test
    void where_no_key_can_be_made_no_page_stays() {
        random.close();
        assertThatThrownBy(() -> new CipherPool(random, memory))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot read random bytes");
        assertThat(OurPages.since(pages)).isEmpty();
    }

    private Mapping mapping(boolean writable) {
        return OurPages.since(pages).stream()
                .filter(mapping -> mapping.writable() == writable)
                .findFirst()
                .orElseThrow();
    }

    private ByteBuffer bytes(boolean writable) {
        Mapping mapping = mapping(writable);
        return NativeMemory.buffer(mapping.address(), mapping.bytes());
    }

    /** How many bytes of its slot are not zero. */
    private int keyBytes(Generation generation) {
        int from = Block.CANARY + Block.taken(AesGcm.EXPANDED) * generation.slot();
        return nonZeros(bytes(false), from, from + AesGcm.EXPANDED);
    }

    private static int nonZeros(ByteBuffer bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += bytes.get(at) == 0 ? 0 : 1;
        }
        return count;
    }
}

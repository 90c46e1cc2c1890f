package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.StrongRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How readers share a few ciphers. */
@Timeout(60)
class ClaimTest {
    private static final int READERS = 4;

    private final StrongRandom random = new StrongRandom();
    private final CipherPool pool = new CipherPool(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));

    @AfterEach
    void close() {
        pool.close();
        random.close();
    }

    @Test
    void each_of_four_readers_at_once_has_a_cipher_of_his_own_and_there_are_no_more() {
        Set<PooledCipher> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(all());
        assertThat(first).hasSize(READERS);
        first.forEach(ClaimTest::end);
        List<PooledCipher> again = all();
        assertThat(first).containsAll(again);
        again.forEach(ClaimTest::end);
    }

    @Test
    void a_thread_that_reads_alone_has_the_same_cipher_each_time() {
        PooledCipher first = pool.claim();
        end(first);
        for (int i = 0; i < 100; i++) {
            PooledCipher next = pool.claim();
            assertThat(next).isSameAs(first);
            end(next);
        }
    }

    /** In no monitor, which would keep a virtual thread on its carrier. */
    @Test
    void who_finds_all_taken_sleeps_and_then_takes_the_first_that_is_free() throws Exception {
        List<PooledCipher> taken = all();
        FutureTask<PooledCipher> claim = new FutureTask<>(pool::claim);
        Thread waiting = new Thread(claim);
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            assertThat(waiting.getState()).isNotIn(Thread.State.BLOCKED, Thread.State.TERMINATED);
        }
        end(taken.get(2));
        assertThat(claim.get()).isSameAs(taken.get(2));
        taken.forEach(ClaimTest::end);
    }

    @Test
    void who_is_interrupted_while_he_waits_sleeps_all_the_same_and_knows_it_afterwards() throws Exception {
        List<PooledCipher> taken = all();
        FutureTask<Boolean> claim = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            end(pool.claim());
            return Thread.currentThread().isInterrupted();
        });
        Thread waiting = new Thread(claim);
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            assertThat(waiting.getState()).isNotEqualTo(Thread.State.TERMINATED);
        }
        taken.forEach(ClaimTest::end);
        assertThat(claim.get()).isTrue();
    }

    /** So that who wipes a key need not wait for more than what is being read. */
    @Test
    void a_cipher_that_is_wanted_is_given_to_no_other_reader() {
        PooledCipher cipher = pool.claim();
        cipher.wanted = true;
        end(cipher);
        PooledCipher another = pool.claim();
        assertThat(another).isNotSameAs(cipher);
        end(another);
        assertThat(cipher.claimAnyway()).isTrue();
        end(cipher);
        cipher.wanted = false;
        PooledCipher same = pool.claim();
        assertThat(same).isSameAs(cipher);
        end(same);
    }

    /** As {@code Thread.stop} and debuggers end a thread, between any two of its instructions. */
    @Test
    void what_dead_threads_have_not_given_back_is_taken_over_and_nothing_is_left_in_it() throws Exception {
        List<PooledCipher> lost = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            FutureTask<PooledCipher> claim = new FutureTask<>(pool::claim);
            Thread stopped = new Thread(claim);
            stopped.start();
            lost.add(claim.get());
            stopped.join();
        }
        assertThat(all()).containsExactlyInAnyOrderElementsOf(lost);
        lost.forEach(ClaimTest::end);
        assertThat(all()).as("as ever").containsExactlyInAnyOrderElementsOf(lost);
        lost.forEach(ClaimTest::end);
    }

    @Test
    void who_lives_keeps_his_cipher_however_long() throws Exception {
        List<PooledCipher> taken = all();
        for (PooledCipher cipher : taken) {
            FutureTask<Boolean> inherited = new FutureTask<>(cipher::inherit);
            new Thread(inherited).start();
            assertThat(inherited.get()).isFalse();
            end(cipher);
            assertThat(cipher.inherit()).as("a free one").isFalse();
        }
    }

    @Test
    void closing_does_not_wait_for_the_dead() throws Exception {
        Thread stopped = new Thread(pool::claim);
        stopped.start();
        stopped.join();
        pool.close();
    }

    private List<PooledCipher> all() {
        List<PooledCipher> taken = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            taken.add(pool.claim());
        }
        return taken;
    }

    private static void end(PooledCipher cipher) {
        cipher.holder = null;
        cipher.ended = cipher.held;
    }
}

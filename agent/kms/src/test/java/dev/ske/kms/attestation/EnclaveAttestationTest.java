package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.kms.Attested;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EnclaveAttestationTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AttestationSpec.Draft draft = new AttestationSpec.Draft();
    /** How far our clock goes on whenever it is looked at. */
    private long pace;

    /** How far the module's clock is ahead of ours. */
    private long ahead;

    /** A key pair may take a busy machine seconds. */
    @BeforeEach
    void be_patient() {
        draft.timeoutMillis = 120_000;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void sixty_four_callers_share_one_document() throws Exception {
        try (EnclaveAttestation attestation = attestation(this::document)) {
            List<Attested> all = atOnce(64, attestation::current);
            assertThat(documentsOf(all)).hasSize(1);
            assertThat(asked).hasValue(1);
            assertThat(attestation.documents()).isEqualTo(1);
            assertThat(all.get(0).timestamp()).isEqualTo(START);
            assertThat(all.get(0).pcr0()).hasSize(96);
        }
    }

    @Test
    void it_is_begun_before_anybody_asks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            begun.countDown();
            return document(publicKey, nonce);
        })) {
            assertThat(attestation.documents()).isZero();
            attestation.begin();
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            attestation.begin();
            attestation.current().close();
            attestation.begin();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void whoever_had_the_same_document_rejected_shares_the_next() throws Exception {
        try (EnclaveAttestation attestation = attestation(this::document)) {
            Attested first = attestation.current();
            Attested other = attestation.current();
            other.close();
            List<Attested> all = new ArrayList<>(atOnce(32, () -> attestation.after(first)));
            all.add(attestation.after(other));
            all.add(attestation.current());
            assertThat(documentsOf(all)).hasSize(1).doesNotContain(first.document());
            assertThat(attestation.documents()).isEqualTo(2);
            assertThat(attestation.after(all.get(0)).document())
                    .isNotSameAs(all.get(0).document());
            assertThat(attestation.documents()).isEqualTo(3);
        }
    }

    @Test
    void whoever_comes_while_a_rejected_document_is_replaced_waits_for_the_other() throws Exception {
        CountDownLatch replacing = new CountDownLatch(1);
        CountDownLatch come = new CountDownLatch(1);
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            if (asked.get() == 1) {
                replacing.countDown();
                await(come);
            }
            return document(publicKey, nonce);
        })) {
            Attested first = attestation.current();
            Future<Attested> after = threads.submit(() -> attestation.after(first));
            replacing.await();
            Future<Attested> meanwhile = threads.submit(attestation::current);
            sleep(50);
            come.countDown();
            assertThat(meanwhile.get().document())
                    .isSameAs(after.get().document())
                    .isNotSameAs(first.document());
        }
    }

    @Test
    void a_document_is_made_anew_ahead_of_its_age_limit() {
        try (EnclaveAttestation attestation = attestation(this::document)) {
            byte[] first = attestation.current().document();
            clock.addAndGet(4 * MINUTE);
            assertThat(attestation.current().document()).isSameAs(first);
            clock.addAndGet(1);
            Attested second = attestation.current();
            assertThat(second.document()).isNotSameAs(first);
            assertThat(second.timestamp()).isEqualTo(START + 4 * MINUTE + 1);
            assertThat(attestation.documents()).isEqualTo(2);
        }
    }

    @Test
    void a_module_whose_clock_differs_is_not_asked_each_time() {
        for (long difference : new long[] {-60 * MINUTE, -5 * MINUTE, 3 * MINUTE, 60 * MINUTE}) {
            ahead = difference;
            asked.set(0);
            try (EnclaveAttestation attestation = attestation(this::document)) {
                attestation.current().close();
                clock.addAndGet(4 * MINUTE);
                attestation.current().close();
                assertThat(asked).hasValue(1);
                clock.addAndGet(1);
                attestation.current().close();
                assertThat(asked).hasValue(2);
            }
        }
    }

    /** As time goes on, each document is due whenever somebody looks. */
    @Test
    void those_who_wait_take_what_came_even_if_it_is_due_at_once() throws Exception {
        draft.maxAgeMillis = 1;
        pace = 10;
        try (EnclaveAttestation attestation = attestation(this::document)) {
            assertThat(documentsOf(atOnce(8, attestation::current))).hasSizeBetween(1, 8);
            assertThat(attestation.documents()).isBetween(1, 8);
        }
    }

    @Test
    void a_source_that_hangs_is_waited_for_as_long_as_is_configured() throws Exception {
        draft.timeoutMillis = 300;
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Source hanging = (publicKey, nonce) -> {
            begun.incrementAndGet();
            await(never);
            return document(publicKey, nonce);
        };
        try (EnclaveAttestation attestation = attestation(hanging)) {
            long start = System.nanoTime();
            List<Failure> failures = atOnce(16, () -> refused(attestation));
            assertThat(System.nanoTime() - start).isBetween(250_000_000L, 60_000_000_000L);
            assertThat(failures).allSatisfy(failure -> {
                assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
                assertThat(failure).hasMessage("attestation by nsm: no document came in time");
            });
            assertThat(refused(attestation)).hasMessage("attestation by nsm: no document came in time");
            assertThat(begun).as("a failure is final").hasValueLessThan(2);
            assertThat(attestation.documents()).isZero();
            never.countDown();
        }
    }

    @Test
    void a_source_that_hangs_is_not_waited_for_beyond_the_sessions_end() {
        CountDownLatch never = new CountDownLatch(1);
        boolean before = false;
        for (int tries = 0; tries < 20 && !before; tries++) { // the machine may be late, and not we
            long end = System.nanoTime() + 400_000_000L;
            try (EnclaveAttestation attestation = attestation(hanging(never), end)) {
                assertThat(refused(attestation).code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
                before = end - System.nanoTime() > 0;
            }
        }
        assertThat(before).as("told before the end").isTrue();
        try (EnclaveAttestation attestation = attestation(hanging(never), System.nanoTime())) {
            assertThat(refused(attestation)).hasMessageContaining("no document came in time");
            assertThat(refused(attestation).hint()).doesNotContain("rsa-bits");
        }
        draft.rsaBits = 3072;
        try (EnclaveAttestation attestation = attestation(hanging(never), System.nanoTime())) {
            assertThat(refused(attestation).hint()).contains("rsa-bits: 2048");
        }
        never.countDown();
    }

    @Test
    void a_document_that_comes_late_is_not_used_and_its_key_is_dropped() throws Exception {
        draft.timeoutMillis = 300;
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        List<KeyedDocument> made = new ArrayList<>();
        Origin fresh = new FreshPairs(this::document, 2048);
        Origin origin = before -> {
            await(late);
            KeyedDocument document = fresh.next(before);
            made.add(document);
            given.countDown();
            return document;
        };
        try (EnclaveAttestation attestation = new EnclaveAttestation(
                new AttestationSpec(draft), origin, never(), new DocumentAge(240_000, clock::get))) {
            refused(attestation);
            late.countDown();
            assertThat(given.await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(refused(attestation)).hasMessageContaining("in time");
            assertThat(attestation.documents()).isZero();
            waitUntilDropped(made.get(0));
        }
    }

    @Test
    void a_document_that_comes_late_is_late_even_if_nobody_waited() throws Exception {
        draft.timeoutMillis = 50;
        CountDownLatch given = new CountDownLatch(1);
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            sleep(200);
            given.countDown();
            return document(publicKey, nonce);
        })) {
            attestation.begin();
            assertThat(given.await(120, TimeUnit.SECONDS)).isTrue();
            waitUntilMade();
            assertThat(refused(attestation)).hasMessageContaining("in time");
            assertThat(attestation.documents()).isZero();
        }
    }

    @Test
    void what_fails_late_was_late() throws Exception {
        draft.timeoutMillis = 1;
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            sleep(20);
            throw new Failure(Code.ATTESTATION_UNAVAILABLE, "there is no /dev/nsm");
        })) {
            attestation.begin();
            waitUntilMade();
            assertThat(refused(attestation)).hasMessage("attestation by nsm: no document came in time");
        }
    }

    @Test
    void a_document_that_comes_after_the_end_is_not_counted_and_its_key_is_dropped() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        List<KeyedDocument> made = new CopyOnWriteArrayList<>();
        Origin fresh = new FreshPairs(this::document, 2048);
        EnclaveAttestation attestation = new EnclaveAttestation(
                new AttestationSpec(draft),
                before -> {
                    await(late);
                    KeyedDocument document = fresh.next(before);
                    made.add(document);
                    return document;
                },
                never(),
                new DocumentAge(240_000, clock::get));
        attestation.begin();
        attestation.close();
        late.countDown();
        waitUntilMade();
        waitUntilDropped(made.get(0));
        assertThat(attestation.documents()).isZero();
        assertThat(refused(attestation)).hasMessageContaining("the start was over");
    }

    @Test
    void a_failure_is_told_to_all_and_stays() throws Exception {
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            asked.incrementAndGet();
            sleep(50);
            throw new Failure(Code.ATTESTATION_UNAVAILABLE, "there is no /dev/nsm", "start it in an enclave");
        })) {
            assertThat(atOnce(16, () -> refused(attestation))).allSatisfy(failure -> {
                assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
                assertThat(failure).hasMessage("attestation by nsm: there is no /dev/nsm");
                assertThat(failure.hint()).isEqualTo("start it in an enclave");
            });
            refused(attestation);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void what_fails_after_a_rejection_stays_too() {
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            if (asked.get() > 0) {
                throw new Failure(Code.ATTESTATION_FETCH_FAILED, "the connection was cut");
            }
            return document(publicKey, nonce);
        })) {
            Attested first = attestation.current();
            assertThat(catchThrowableOfType(Failure.class, () -> attestation.after(first)))
                    .hasMessage("attestation by nsm: the connection was cut");
            assertThat(refused(attestation)).hasMessage("attestation by nsm: the connection was cut");
            assertThat(attestation.documents()).isEqualTo(1);
        }
    }

    @Test
    void a_bug_of_a_source_is_told_without_its_text() {
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            throw new NoClassDefFoundError("CANARY");
        })) {
            Failure failure = refused(attestation);
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure).hasMessage("attestation by nsm: it ended with java.lang.NoClassDefFoundError");
        }
    }

    @Test
    void a_document_must_name_our_key_and_nonce() {
        byte[] other = {1, 2, 3};
        assertWrong((publicKey, nonce) -> Documents.of(START, other, nonce), "names another public key than ours");
        assertWrong((publicKey, nonce) -> Documents.of(START, null, nonce), "names no public key");
        assertWrong((publicKey, nonce) -> Documents.of(START, publicKey, other), "repeats another nonce than ours");
        assertWrong((publicKey, nonce) -> Documents.real(), "names no public key");
        assertWrong((publicKey, nonce) -> new byte[] {'<', 'h', 't', 'm', 'l', '>'}, "is no attestation document: ");
    }

    private void assertWrong(Source source, String words) {
        try (EnclaveAttestation attestation = attestation(source)) {
            Failure failure = refused(attestation);
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_FETCH_FAILED);
            assertThat(failure).hasMessageStartingWith("attestation by nsm: ").hasMessageContaining(words);
            assertThat(failure.hint()).isNotEmpty();
            assertThat(attestation.documents()).isZero();
        }
    }

    @Test
    void a_document_without_a_nonce_is_taken() {
        try (EnclaveAttestation attestation =
                attestation((publicKey, nonce) -> Documents.of(clock.get(), publicKey, null))) {
            assertThat(attestation.current().timestamp()).isEqualTo(START);
        }
    }

    @Test
    void each_document_has_a_key_pair_and_a_nonce_of_its_own() {
        Set<List<Byte>> seen = new HashSet<>();
        draft.rsaBits = 3072;
        try (EnclaveAttestation attestation = attestation((publicKey, nonce) -> {
            assertThat(publicKey).hasSize(422);
            assertThat(nonce).hasSize(16);
            seen.add(boxed(publicKey));
            seen.add(boxed(nonce));
            return document(publicKey, nonce);
        })) {
            attestation.after(attestation.current()).close();
            assertThat(seen).hasSize(4);
        }
    }

    @Test
    void closing_ends_the_waiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        EnclaveAttestation attestation = attestation(hanging(never));
        Future<Failure> waiting = threads.submit(() -> refused(attestation));
        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        attestation.close();
        Failure failure = waiting.get(60, TimeUnit.SECONDS);
        assertThat(failure.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(failure).hasMessage("attestation by nsm: the start was over before a document came");
        attestation.close();
        attestation.begin();
        assertThat(refused(attestation).code()).isEqualTo(Code.KMS_UNREACHABLE);
        never.countDown();
    }

    @Test
    void a_thread_that_is_interrupted_stops_waiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (EnclaveAttestation attestation = attestation(hanging(never))) {
            CountDownLatch told = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                assertThat(refused(attestation)).hasMessageContaining("interrupted");
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                told.countDown();
            });
            waiting.start();
            waiting.interrupt();
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
            never.countDown();
        }
    }

    @Test
    void the_private_key_is_kept_while_somebody_needs_it() {
        byte[] noCms = {1};
        EnclaveAttestation attestation = attestation(this::document);
        Attested first = attestation.current();
        Attested same = attestation.current();
        Attested second = attestation.after(first);
        assertOpensNothing(first, noCms);
        first.close();
        first.close();
        assertOpensNothing(same, noCms);
        KeyedDocument old = ((Loan) same).lent();
        same.close();
        assertThatThrownBy(() -> same.unwrap(noCms)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(old::lend).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> old.unwrap(noCms)).isInstanceOf(IllegalStateException.class);
        attestation.close();
        assertOpensNothing(second, noCms);
        KeyedDocument last = ((Loan) second).lent();
        second.close();
        assertThatThrownBy(() -> last.unwrap(noCms)).isInstanceOf(IllegalStateException.class);
    }

    /** The key is there, or it would be another exception. */
    private static void assertOpensNothing(Attested attested, byte[] noCms) {
        Failure failure = catchThrowableOfType(Failure.class, () -> attested.unwrap(noCms));
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
    }

    /** What a source is, with exceptions. */
    private interface Source {
        byte[] document(byte[] publicKey, byte[] nonce) throws Exception;
    }

    private EnclaveAttestation attestation(Source source) {
        return attestation(source, never());
    }

    private EnclaveAttestation attestation(Source source, long end) {
        AttestationSpec spec = new AttestationSpec(draft);
        DocumentSource documents = (publicKey, nonce) -> {
            try {
                return source.document(publicKey, nonce);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        DocumentAge age = new DocumentAge(spec.maxAgeMillis(), () -> clock.addAndGet(pace));
        return new EnclaveAttestation(spec, new FreshPairs(documents, spec.rsaBits()), end, age);
    }

    private byte[] document(byte[] publicKey, byte[] nonce) {
        asked.incrementAndGet();
        return Documents.of(clock.get() + ahead, publicKey, nonce);
    }

    private Source hanging(CountDownLatch latch) {
        return (publicKey, nonce) -> {
            await(latch);
            return document(publicKey, nonce);
        };
    }

    private static long never() {
        return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** Until no document is being made any more. */
    private static void waitUntilMade() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("ske-attestation")) {
                thread.join();
            }
        }
    }

    private static void waitUntilDropped(KeyedDocument document) throws InterruptedException {
        for (int i = 0; i < 6_000; i++) {
            try {
                document.lend();
            } catch (IllegalStateException e) {
                return;
            }
            document.giveBack();
            sleep(10);
        }
        throw new AssertionError("the key is still there");
    }

    private static Failure refused(EnclaveAttestation attestation) {
        return catchThrowableOfType(Failure.class, attestation::current);
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte each : bytes) {
            boxed.add(each);
        }
        return boxed;
    }

    /** Each once, by identity. */
    private static List<byte[]> documentsOf(List<Attested> all) {
        List<byte[]> documents = new ArrayList<>();
        for (Attested each : all) {
            if (documents.stream().noneMatch(known -> known == each.document())) {
                documents.add(each.document());
            }
        }
        return documents;
    }

    private <T> List<T> atOnce(int count, Callable<T> call) throws InterruptedException, ExecutionException {
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(() -> {
                barrier.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : futures) {
            results.add(each.get());
        }
        return results;
    }
}

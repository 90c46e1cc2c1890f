package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HelperThreadTest {

    /** A part of the agent that cannot do its work. */
    public static final class Failing {
        public static void serve(InputStream in, OutputStream out) throws IOException {
            if (in.read() >= 0) {
                throw new IOException("with a text that nobody may see");
            }
        }
    }

    /** One that reads and never answers. */
    public static final class Hanging {
        public static void serve(InputStream in, OutputStream out) throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void the_protocol_is_spoken_on_a_daemon_thread() {
        try (Kms kms = started(FakeHelper.class)) {
            for (int i = 0; i < 1000; i++) {
                kms.decrypt(List.of(new Attempt(0, Kms.RSA_OAEP_SHA_256, new byte[] {1, (byte) i})));
            }
            for (int i = 999; i >= 0; i--) {
                ByteBuffer answer = ByteBuffer.allocate(2);
                kms.await(i).read(0, 2, answer, 0);
                assertThat(answer.get(0)).isEqualTo((byte) i);
            }
            assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void a_plaintext_cannot_be_read_once_it_was_closed_nor_is_the_memory_touched() {
        CountedMemory memory = new CountedMemory();
        Kms kms = started(FakeHelper.class, memory);
        Plaintext answer = kms.await(kms.decrypt(List.of(new Attempt(0, Kms.SYMMETRIC, new byte[] {1, 2}))));
        ByteBuffer into = ByteBuffer.allocate(2);
        answer.read(0, 1, into, 0);
        kms.close();
        assertThat(memory.isZero()).isTrue();
        memory.soil();
        assertThatThrownBy(() -> answer.read(0, 2, into, 0))
                .isInstanceOf(Failure.class)
                .hasFieldOrPropertyWithValue("code", Code.KMS_UNREACHABLE);
        answer.close();
        kms.close();
        assertThat(memory.isSoiled()).isTrue();
    }

    /** Or another thread that ends it later would write to memory that was given back meanwhile. */
    @Test
    void the_key_is_wiped_for_good_even_if_the_other_side_cannot_be_ended() {
        CountedMemory memory = new CountedMemory();
        Kms kms = Helpers.greeted(new Endless(), List.of(), 1000, Map.of(), memory);
        assertThat(memory.isZero()).isFalse();
        assertThatThrownBy(kms::close).hasMessage("no end");
        assertThat(memory.isZero()).isTrue();
        memory.soil();
        assertThatThrownBy(kms::close).hasMessage("no end");
        assertThat(memory.isSoiled()).isTrue();
    }

    private static final class Endless implements Peer {
        @Override
        public void greet(byte[] head, ByteBuffer key, byte[] body) {}

        @Override
        public void send(byte[] request) {}

        @Override
        public InputStream answers() {
            return InputStream.nullInputStream();
        }

        @Override
        public String fate() {
            return "goes on";
        }

        @Override
        public String words() {
            return "";
        }

        @Override
        public void end() {
            throw new IllegalStateException("no end");
        }
    }

    @Test
    void its_thread_has_the_agents_loader_and_not_the_programs() {
        Thread.currentThread().setContextClassLoader(null);
        try (Kms kms = started(Hanging.class)) {
            kms.decrypt(List.of(new Attempt(0, Kms.SYMMETRIC, new byte[1])));
            assertThat(threads())
                    .singleElement()
                    .extracting(Thread::getContextClassLoader)
                    .isEqualTo(HelperThread.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(HelperThreadTest.class.getClassLoader());
        }
    }

    @Test
    void its_failure_is_reported_without_its_text() {
        try (Kms kms = started(Failing.class)) {
            int call = kms.decrypt(List.of(new Attempt(0, Kms.SYMMETRIC, new byte[1])));
            assertThatThrownBy(() -> kms.await(call))
                    .hasMessage("the helper for AWS KMS ended with java.io.IOException")
                    .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                    .extracting(Failure::code)
                    .isEqualTo(Code.KMS_UNREACHABLE);
        }
    }

    @Test
    void closing_it_ends_who_waits() throws Exception {
        Kms kms = started(Hanging.class);
        int call = kms.decrypt(List.of(new Attempt(0, Kms.SYMMETRIC, new byte[1])));
        Thread closing = new Thread(kms::close);
        closing.start();
        assertThatThrownBy(() -> kms.await(call)).hasMessage("the helper for AWS KMS was closed");
        closing.join();
        assertThat(threads()).isEmpty();
    }

    @Test
    void an_agent_without_that_part_says_so() {
        assertThatThrownBy(() -> HelperThread.start("dev.ske.kms.NotThere"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("ClassNotFoundException");
    }

    private static Kms started(Class<?> type) {
        return started(type, new OffHeap());
    }

    private static Kms started(Class<?> type, SecretMemory memory) {
        List<KmsKey> keys = List.of(new KmsKey("alias/one", new KmsKey.Draft(), new Place("x", 1, 1)));
        return Helpers.greeted(HelperThread.start(type.getName()), keys, 1000, Map.of(), memory);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("ske-kms"))
                .toList();
    }
}

package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryPipeTest {
    private final MemoryPipe pipe = new MemoryPipe();
    private final InputStream in = pipe.in();
    private final OutputStream out = pipe.out();

    @Test
    void what_is_written_comes_out_in_order_in_pieces_of_any_size() throws Exception {
        Random random = new Random();
        byte[] all = new byte[300_000];
        random.nextBytes(all);
        byte[] got = new byte[all.length];
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> written = writer.submit(() -> {
            for (int at = 0; at < all.length; ) {
                int some = Math.min(1 + random.nextInt(20_000), all.length - at);
                out.write(all, at, some);
                at += some;
            }
            return null;
        });
        for (int at = 0; at < got.length; ) {
            at += in.read(got, at, Math.min(1 + at % 7_000, got.length - at));
        }
        written.get();
        writer.shutdown();
        assertThat(got).isEqualTo(all);
    }

    @Test
    void no_writer_waits_for_a_reader() throws Exception {
        out.write(new byte[3_000_000]);
        out.write(7);
        new DataInputStream(in).skipBytes(3_000_000);
        assertThat(in.read()).isEqualTo(7);
    }

    /** Seen in the pipe's arrays: none of them keeps a byte that was read, moved or given up. */
    @Test
    void what_was_read_moved_or_given_up_is_wiped() throws Exception {
        byte[] ones = new byte[8000];
        Arrays.fill(ones, (byte) 1);
        out.write(ones);
        byte[] first = bytes();
        in.read(new byte[7000]);
        assertThat(ones(first)).as("read").isEqualTo(1000);
        out.write(ones, 0, 500);
        assertThat(bytes()).as("moved to the front, and so in the same array").isSameAs(first);
        assertThat(ones(first)).isEqualTo(1500);
        out.write(ones);
        assertThat(bytes()).as("a larger one").isNotSameAs(first);
        assertThat(ones(first)).isZero();
        byte[] second = bytes();
        assertThat(ones(second)).isEqualTo(9500);
        pipe.close();
        assertThat(ones(second)).isZero();
    }

    private byte[] bytes() throws ReflectiveOperationException {
        Field bytes = MemoryPipe.class.getDeclaredField("bytes");
        bytes.setAccessible(true);
        return (byte[]) bytes.get(pipe);
    }

    private static int ones(byte[] bytes) {
        int count = 0;
        for (byte one : bytes) {
            count += one;
        }
        return count;
    }

    @Test
    void after_the_end_the_rest_can_be_read_and_nothing_can_be_written() throws Exception {
        out.write(9);
        pipe.end();
        assertThat(in.read()).isEqualTo(9);
        assertThat(in.read()).isEqualTo(-1);
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void closing_wakes_who_reads() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<Integer> read = reader.submit(() -> in.read());
        Thread.sleep(50);
        pipe.close();
        assertThat(read.get()).isEqualTo(-1);
        reader.shutdown();
    }
}

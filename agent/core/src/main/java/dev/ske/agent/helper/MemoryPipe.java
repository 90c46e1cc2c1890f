package dev.ske.agent.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A pipe within this JVM, as long as needed, so that no writer ever waits; what was read is wiped. The JDK's own fails when
 * the thread that wrote last has ended, and keeps what was read.
 */
final class MemoryPipe {
    private static final int LEAST = 8192;

    private byte[] bytes = new byte[LEAST];
    private int from;
    private int to;
    private boolean closed;

    /** Writes all of these, or none: the other side does not close the pipe in between. */
    synchronized void write(ByteBuffer... all) throws IOException {
        for (ByteBuffer some : all) {
            reserve(some.remaining());
            int count = some.remaining();
            some.get(bytes, to, count);
            to += count;
        }
        notifyAll();
    }

    private void reserve(int more) throws IOException {
        if (closed) {
            throw new IOException("the pipe is closed");
        }
        if (to + more > bytes.length) {
            byte[] larger = to - from + more > bytes.length ? new byte[2 * (to - from + more)] : bytes;
            System.arraycopy(bytes, from, larger, 0, to - from);
            if (larger == bytes) {
                Arrays.fill(bytes, to - from, to, (byte) 0);
            } else {
                Arrays.fill(bytes, (byte) 0);
            }
            bytes = larger;
            to -= from;
            from = 0;
        }
    }

    private synchronized int read(byte[] into, int at, int most) throws IOException {
        while (from == to && !closed) {
            try {
                wait();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stop);
            }
        }
        if (most == 0) {
            return 0;
        }
        int count = Math.min(most, to - from);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(bytes, from, into, at, count);
        Arrays.fill(bytes, from, from + count, (byte) 0);
        from += count;
        return count;
    }

    /** What was not read yet can still be; then the stream ends. Nothing more can be written. */
    synchronized void end() {
        closed = true;
        notifyAll();
    }

    /** Wipes what was not read; both sides find the pipe closed. */
    synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        from = 0;
        to = 0;
        end();
    }

    InputStream in() {
        return new In();
    }

    OutputStream out() {
        return new Out();
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            return MemoryPipe.this.read(into, at, most);
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int at, int length) throws IOException {
            MemoryPipe.this.write(ByteBuffer.wrap(some, at, length));
        }
    }
}

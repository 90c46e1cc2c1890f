package harm;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;

/** Closes one of the standard streams, uses it, and tells by another what came of it. */
public final class ClosedStream {
    public static void main(String[] args) throws IOException {
        Secret.print();
        switch (args[0]) {
            case "in":
                System.in.close();
                try {
                    System.out.println("read " + System.in.read());
                } catch (IOException e) {
                    System.out.println("read " + e);
                }
                break;
            case "out":
                System.out.close();
                System.out.println("lost");
                System.err.println("trouble=" + System.out.checkError());
                break;
            default:
                System.err.close();
                System.err.println("lost");
                System.out.println("trouble=" + System.err.checkError());
        }
        throw new IllegalStateException("on purpose");
    }

    /** Puts streams there that are never closed. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setIn(new FilterInputStream(System.in) {
                @Override
                public void close() {}
            });
            System.setOut(lasting(System.out));
            System.setErr(lasting(System.err));
        }

        private static PrintStream lasting(PrintStream stream) {
            return new PrintStream(new FilterOutputStream(stream), true) {
                @Override
                public void close() {}
            };
        }
    }

    private ClosedStream() {}
}

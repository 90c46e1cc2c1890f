package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Reads its input to the end. */
public final class StandardInput {
    public static void main(String[] args) throws IOException {
        Secret.print();
        int count = 0;
        int hash = 0;
        for (int each = System.in.read(); each >= 0; each = System.in.read()) {
            count++;
            hash = 31 * hash + each;
        }
        System.out.println("bytes=" + count + " hash=" + hash);
        System.out.println("console=" + System.console());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            System.in.read();
        }
    }

    private StandardInput() {}
}

package harm;

import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.Charset;

/** Prints umlauts in the charset that the command line says. */
public final class DefaultCharset {
    public static void main(String[] args) {
        Secret.print();
        System.out.println(Charset.defaultCharset() + " \u00e4\u00f6\u00fc \u20ac");
        System.err.println("\u00c4\u00d6\u00dc \u20ac");
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws UnsupportedEncodingException {
            System.setOut(new PrintStream(System.out, true, "UTF-8"));
        }
    }

    private DefaultCharset() {}
}

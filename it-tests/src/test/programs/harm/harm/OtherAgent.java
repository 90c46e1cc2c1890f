package harm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;

/** Runs under an agent of its own, which rewrites a class of the program, and what {@code System} is made of. */
public final class OtherAgent {
    private static Instrumentation own;

    public static void main(String[] args) throws Exception {
        Secret.print();
        System.out.println(new Rewritten());
        try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/System.class")) {
            own.redefineClasses(new ClassDefinition(System.class, bytes(in)));
        }
        own.retransformClasses(System.class, Class.forName("java.lang.ProcessEnvironment"), ProcessBuilder.class);
        Secret.print();
    }

    private static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0; each = in.read()) {
            out.write(each);
        }
        return out.toByteArray();
    }

    /** The class whose word is exchanged. */
    private static final class Rewritten {
        @Override
        public String toString() {
            return "original";
        }
    }

    /** The program's own agent. */
    static final class Own implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            own = instrumentation;
            instrumentation.addTransformer(new Exchange("original", "replaced"), true);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            instrumentation.addTransformer(new Exchange("original", "harmed!!"), true);
            instrumentation.addTransformer(new Exchange("replaced", "harmed!!"), true);
        }
    }

    /** Exchanges a word by another of the same length. */
    private static final class Exchange implements ClassFileTransformer {
        private final byte[] from;
        private final byte[] to;

        Exchange(String from, String to) {
            this.from = from.getBytes(StandardCharsets.US_ASCII);
            this.to = to.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
            if (!"harm/OtherAgent$Rewritten".equals(name)) {
                return null;
            }
            byte[] changed = classFile.clone();
            for (int i = 0; i + from.length <= changed.length; i++) {
                if (new String(changed, i, from.length, StandardCharsets.ISO_8859_1)
                        .equals(new String(from, StandardCharsets.ISO_8859_1))) {
                    System.arraycopy(to, 0, changed, i, to.length);
                }
            }
            return changed;
        }
    }

    private OtherAgent() {}
}

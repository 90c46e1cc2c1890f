package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Is served where no temporary file can be made. */
public final class NoTemporaryFolder {
    public static void main(String[] args) {
        Secret.print();
        System.out.println(System.getProperty("java.io.tmpdir"));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            File.createTempFile("agent", null);
        }
    }

    private NoTemporaryFolder() {}
}

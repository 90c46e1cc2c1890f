package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;

/** Lists its working folder, which is that for temporary files too. */
public final class FilesWritten {
    public static void main(String[] args) {
        Secret.print();
        System.out.println(Arrays.toString(new File(".").list()));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            File.createTempFile("agent", null);
        }
    }

    private FilesWritten() {}
}

package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Chooses its folder for temporary files in main. */
public final class TemporaryFolder {
    public static void main(String[] args) throws IOException {
        Secret.print();
        File chosen = new File("chosen");
        System.out.println(chosen.mkdir());
        System.setProperty("java.io.tmpdir", chosen.getPath());
        File file = File.createTempFile("any", null);
        System.out.println(file.getParent() + " " + file.delete() + " " + chosen.delete());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            File.createTempFile("agent", null).deleteOnExit();
        }
    }

    private TemporaryFolder() {}
}

package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Says where it works. */
public final class WorkingFolder {
    public static void main(String[] args) throws IOException {
        Secret.print();
        System.out.println(System.getProperty("user.dir"));
        System.out.println(new File("name").getAbsolutePath());
        System.out.println(new File("/proc/self/cwd").getCanonicalPath());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setProperty("user.dir", "/");
        }
    }

    private WorkingFolder() {}
}

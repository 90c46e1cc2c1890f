package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Prints the name that {@code jps} and {@code jcmd} show, as the JVM publishes it for them, and its own property. */
public final class CommandName {
    private static final String COUNTER = "sun.rt.javaCommand";

    public static void main(String[] args) throws IOException {
        Secret.print();
        System.out.println(System.getProperty("sun.java.command"));
        String process = new File("/proc/self").getCanonicalFile().getName();
        for (File folder : new File("/tmp").listFiles((parent, name) -> name.startsWith("hsperfdata_"))) {
            Path counters = Paths.get(folder.getPath(), process);
            if (Files.isReadable(counters)) {
                String content = new String(Files.readAllBytes(counters), StandardCharsets.ISO_8859_1);
                int at = content.indexOf(COUNTER) + COUNTER.length();
                System.out.println(content.substring(at).replaceFirst("(?s)^\0+([^\0]*).*", "$1"));
            }
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setProperty("sun.java.command", "agent");
        }
    }

    private CommandName() {}
}

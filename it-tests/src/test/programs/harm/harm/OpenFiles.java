package harm;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists its open files, but for the JDK's own and for jars, which the JVM opens: on the class path, and those of agents. */
public final class OpenFiles {
    public static void main(String[] args) throws IOException {
        Secret.print();
        List<String> targets = new ArrayList<>();
        for (File each : new File("/proc/self/fd").listFiles()) {
            try {
                Path target = Files.readSymbolicLink(each.toPath());
                if (!target.startsWith(System.getProperty("java.home").replaceFirst("/jre$", ""))
                        && !target.toString().endsWith(".jar")) {
                    targets.add(target.toString()
                            .replaceFirst("ske-it.*[.]", "standard stream ")
                            .replaceFirst("/proc/[0-9]+/fd", "this list"));
                }
            } catch (NoSuchFileException e) {
                continue; // the folder itself, which is closed again
            }
        }
        Collections.sort(targets);
        targets.forEach(System.out::println);
    }

    static final class Harm implements Act {
        private static InputStream left;

        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            left = new FileInputStream("/dev/urandom");
            left.read();
        }
    }

    private OpenFiles() {}
}

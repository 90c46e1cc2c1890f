package harm;

import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Prints what the kernel says of the process: name, limits, signals that are blocked, ignored or handled, umask. */
public final class ProcessState {
    public static void main(String[] args) throws IOException {
        Secret.print();
        for (String file : new String[] {"comm", "limits", "coredump_filter", "oom_score_adj"}) {
            Files.readAllLines(Paths.get("/proc/self", file)).forEach(System.out::println);
        }
        Files.readAllLines(Paths.get("/proc/self/status")).stream()
                .filter(line ->
                        line.matches("(Umask|Sig(Blk|Ign|Cgt)|Uid|Gid|Cap.*|NoNewPrivs|Seccomp|Cpus_allowed):.*"))
                .forEach(System.out::println);
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            try (Writer filter = new FileWriter("/proc/self/coredump_filter")) {
                filter.write("0x7f");
            }
        }
    }

    private ProcessState() {}
}

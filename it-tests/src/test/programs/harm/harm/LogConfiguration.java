package harm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.logging.Logger;

/** Chooses in main the configuration of java.util.logging, and logs. */
public final class LogConfiguration {
    public static void main(String[] args) throws IOException {
        Secret.print();
        Path file = Paths.get("logging.properties");
        Files.write(file, configuration().getBytes(StandardCharsets.US_ASCII));
        System.setProperty("java.util.logging.config.file", file.toString());
        Logger.getLogger("program").fine("a line");
        Files.delete(file);
    }

    private static String configuration() {
        return "handlers=java.util.logging.ConsoleHandler\njava.util.logging.ConsoleHandler.level=ALL\n.level=ALL\n"
                + "java.util.logging.SimpleFormatter.format=%4$s %5$s%n\n";
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Logger.getLogger("agent").fine("started");
        }
    }

    private LogConfiguration() {}
}

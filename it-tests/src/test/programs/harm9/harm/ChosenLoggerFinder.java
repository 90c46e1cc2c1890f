package harm;

import java.lang.instrument.Instrumentation;
import java.util.ResourceBundle;

/** Has a finder of loggers of its own, which the JDK makes when the first logger is asked for. */
public final class ChosenLoggerFinder {
    public static void main(String[] args) {
        System.out.println("main");
        Secret.print();
        System.getLogger("program").log(System.Logger.Level.INFO, "a line");
    }

    /** Tells when it is made. */
    public static final class Finder extends System.LoggerFinder {
        public Finder() {
            System.out.println("finder made");
        }

        @Override
        public System.Logger getLogger(String name, Module module) {
            return new Printing();
        }
    }

    private static final class Printing implements System.Logger {
        @Override
        public String getName() {
            return "printing";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            System.out.println(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            System.out.println(level + " " + format);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.getLogger("agent");
        }
    }

    private ChosenLoggerFinder() {}
}

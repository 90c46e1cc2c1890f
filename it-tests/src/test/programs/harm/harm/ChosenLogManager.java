package harm;

import java.lang.instrument.Instrumentation;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Chooses in main the manager of java.util.logging. */
public final class ChosenLogManager {
    public static void main(String[] args) {
        Secret.print();
        System.setProperty("java.util.logging.manager", Own.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getName());
    }

    /** The program's own. */
    public static final class Own extends LogManager {}

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Logger.getLogger("agent").fine("started");
        }
    }

    private ChosenLogManager() {}
}

package harm;

import java.lang.instrument.Instrumentation;

/** Ends the JVM in a shutdown hook, with 0. */
final class HaltingHook implements Act {
    @Override
    public void begin(Instrumentation instrumentation) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0), "halting"));
    }
}

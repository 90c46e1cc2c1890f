package harm;

import java.lang.instrument.Instrumentation;

/** Prints a line. */
final class PrintedLine implements Act {
    @Override
    public void begin(Instrumentation instrumentation) {
        System.out.println("agent started");
    }
}

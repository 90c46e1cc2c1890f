package harm;

import java.lang.instrument.Instrumentation;

/** Does nothing: that the harmful agents' jar and its way to begin are not what a program notices. */
final class NoHarm implements Act {
    @Override
    public void begin(Instrumentation instrumentation) {}
}

package harm;

import java.lang.instrument.Instrumentation;

/** What an agent does before main. */
public interface Act {
    void begin(Instrumentation instrumentation) throws Exception;
}

package harm;

import java.lang.instrument.Instrumentation;

/** The agent that does what its options name: an {@link Act}, as {@code ExitCode$Harm}. */
public final class ActingAgent {
    public static void premain(String act, Instrumentation instrumentation) throws Exception {
        ((Act) Class.forName("harm." + act).getDeclaredConstructor().newInstance()).begin(instrumentation);
    }

    public static void agentmain(String act, Instrumentation instrumentation) throws Exception {
        premain(act, instrumentation);
    }

    private ActingAgent() {}
}

package dev.ske.agent.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.ske.Start")
@Label("Start of SKE")
@Category("SKE")
@Description("What the start took; told when a recording is found to have begun, which is later")
@StackTrace(false)
final class AgentStart extends Event {
    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Phases")
    @Description("The parts of the start with their milliseconds")
    String phases;

    @Label("Secrets")
    int secrets;

    @Label("Memory")
    @Description("Where keys and values lie")
    String memory;
}

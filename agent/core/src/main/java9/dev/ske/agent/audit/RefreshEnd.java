package dev.ske.agent.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.ske.Refresh")
@Label("Refresh of Secrets")
@Category("SKE")
@Description("The sources were read again")
@StackTrace(false)
final class RefreshEnd extends Event {
    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Changed")
    @Description("Names whose value is another one now")
    int changed;

    @Label("Outcome")
    @Description("served, or the code with which it failed: the last values are served further")
    String outcome;
}

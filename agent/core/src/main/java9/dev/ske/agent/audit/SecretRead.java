package dev.ske.agent.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("dev.ske.SecretRead")
@Label("Secret Read")
@Category("SKE")
@Description("A program read a secret, or was refused; never its value")
@StackTrace(true)
final class SecretRead extends Event {
    @Label("Name")
    @Description("The secret's path as written")
    String name;

    @Label("Door")
    @Description("The way by which it was read: getenv, get, use ...")
    String door;

    @Label("Caller Class")
    String callerClass;

    @Label("Caller Method")
    String callerMethod;

    @Label("Outcome")
    @Description("served, or the code with which it was refused")
    String outcome;
}

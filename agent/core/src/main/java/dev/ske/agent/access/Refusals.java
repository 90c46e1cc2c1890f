package dev.ske.agent.access;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.audit.Callers;
import dev.ske.agent.store.Item;

/** What is said of a secret that may not be read. */
final class Refusals {
    /** Has the class loaded. */
    static void prepare() {}

    static Failure expired(Item item) {
        return new Failure(
                Code.SECRET_EXPIRED,
                item.path() + " has expired: the last refresh that succeeded is too long ago",
                "Secrets.refresh() reads it again, /ske/refresh/auto: true does so ahead of time; Secrets.info() says whether"
                        + " refreshing fails");
    }

    static Failure limit(Item item) {
        if (item.rule().clearOnAccess()) {
            return new Failure(
                    Code.SECRET_READ_LIMIT,
                    item.path() + " was wiped after its first read, as /ske/access/clear-on-access wants it",
                    "keep what was read, or take the name out there");
        }
        return new Failure(
                Code.SECRET_READ_LIMIT,
                item.path() + " was read as often as /ske/access/limit allows: "
                        + item.rule().limit(),
                "keep what was read, or raise the limit");
    }

    static Failure denied(Item item) {
        StackTraceElement caller = Callers.caller();
        String who = caller == null ? "a thread of the JVM" : caller.getClassName() + "." + caller.getMethodName();
        return new Failure(
                Code.SECRET_DENIED,
                who + " may not read " + item.path() + ": no class that /ske/access/allow names for it is on the stack",
                "name the class or its package there, or read it in one that is named");
    }

    static Failure cleared(Item item) {
        return new Failure(Code.SECRET_NOT_FOUND, item.path() + " was cleared: its value is wiped");
    }

    static Failure withheld(Item item) {
        return new Failure(Code.SECRET_NOT_FOUND, item.path() + " is not served");
    }

    private Refusals() {}
}

package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.store.Item;
import java.util.HashSet;
import java.util.Set;

/** Says once for each name and reason why {@code System.getenv}, or another door, answers null: nothing else tells a program that has no API. */
final class Unanswered {
    private final String door;
    private final Set<String> said = new HashSet<>();

    /** {@code door}: which method of the JDK's it is. */
    Unanswered(String door) {
        this.door = door;
    }

    /** Printed outside the lock: what the program has made of {@code System.err} may take its time, or throw. */
    void say(Item secret, Failure refused) {
        Code code = refused.code();
        boolean rule = code == Code.SECRET_EXPIRED || code == Code.SECRET_READ_LIMIT || code == Code.SECRET_DENIED;
        if (rule && isFirst(secret.path() + ' ' + code)) {
            try {
                Log.warn(door + " answers null: " + refused.getMessage() + " [" + code + "]");
            } catch (RuntimeException | Error theirs) {
                // whoever reads a variable expects no failure of another's stream
            }
        }
    }

    private boolean isFirst(String refusal) {
        synchronized (said) {
            return said.add(refusal);
        }
    }
}
